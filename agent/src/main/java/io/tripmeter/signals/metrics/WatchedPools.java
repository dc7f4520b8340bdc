package io.tripmeter.signals.metrics;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TripKind;
import io.tripmeter.pooler.Pooler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pools that are open, with what is known of each. Any thread; nothing here touches Micrometer or JMX. */
public final class WatchedPools {
  private final Map<PoolStats, WatchedPool> known = new ConcurrentHashMap<>();
  private final Runnable changed;

  /** @param changed run, soon and on a thread of the caller's choice, when a pool has come, gone or changed its report */
  WatchedPools(Runnable changed) {
    this.changed = changed;
  }

  /** A pool has been created whose connections can be counted. */
  public void register(PoolStats pool, PoolGauges gauges) {
    of(pool).setGauges(gauges);
    changed.run();
  }

  /** What was done to the pool, or more of it than the last report said. */
  public void report(PoolStats pool, PoolReport report) {
    of(pool).setReport(report);
    changed.run();
  }

  /** What stands before one of the servers that connections of this pool, or of none, lead to. */
  public void stands(PoolStats pool, Pooler pooler) {
    of(pool).add(pooler);
  }

  /** The pool has been closed ({@link PoolStats#close}). One that is only dropped is noticed at the next look. */
  public void closed() {
    changed.run();
  }

  WatchedPool of(PoolStats pool) {
    WatchedPool found = known.get(pool);
    if (found == null) {
      WatchedPool added = new WatchedPool(pool);
      found = known.putIfAbsent(pool, added);
      return found == null ? added : found;
    }
    return found;
  }

  /** The pools that are open now, in the order of their creation. Forgets the others. */
  public List<WatchedPool> open() {
    List<WatchedPool> open = new ArrayList<>();
    for (PoolStats stats : PoolStats.all()) {
      if (!stats.isClosed() && stats.pool() != null) {
        open.add(of(stats));
      }
    }
    // A pool known here but not there yet is just being created: only what is closed or collected
    // is forgotten.
    if (known
        .keySet()
        .removeIf(stats -> stats.isClosed() || (stats != PoolStats.NONE && stats.pool() == null))) {
      changed.run();
    }
    return open;
  }

  /** The open pools, and the connections that no pool opened if there are any. */
  public List<WatchedPool> openAndUnpooled() {
    List<WatchedPool> all = open();
    for (int kind = 0; kind < TripKind.count(); kind++) {
      if (PoolStats.NONE.trips(TripKind.of(kind)) > 0) {
        all.add(of(PoolStats.NONE));
        break;
      }
    }
    return all;
  }
}
