package io.tripmeter.boot;

/** Finds pools by their object in the same time however many there are: a table by identity, which does not change. Any thread. */
final class PoolIndex {
  private final PoolStats[] slots;

  PoolIndex(PoolStats[] pools) {
    int size = 2;
    while (size < 2 * pools.length + 1) {
      size *= 2;
    }
    slots = new PoolStats[size];
    for (PoolStats each : pools) {
      Object pool = each.pool();
      if (pool != null) {
        int at = first(pool);
        while (slots[at] != null) {
          at = next(at);
        }
        slots[at] = each;
      }
    }
  }

  /** {@link PoolStats#NONE} if there is none. */
  PoolStats of(Object pool) {
    for (int at = first(pool); slots[at] != null; at = next(at)) {
      if (slots[at].pool() == pool) {
        return slots[at];
      }
    }
    return PoolStats.NONE;
  }

  private int first(Object pool) {
    int hash = System.identityHashCode(pool);
    return (hash ^ hash >>> 16) & (slots.length - 1);
  }

  private int next(int at) {
    return (at + 1) & (slots.length - 1);
  }
}
