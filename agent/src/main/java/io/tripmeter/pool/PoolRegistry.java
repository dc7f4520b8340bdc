package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The pools that are open, and those that are being created. Any thread. */
final class PoolRegistry {
  /** The pool that is being created on a thread, between entry and exit of its constructor. */
  private final ThreadLocal<@Nullable ManagedPool> creating = new ThreadLocal<>();

  private final Map<PoolStats, ManagedPool> open = new ConcurrentHashMap<>();

  @Nullable
  ManagedPool creating() {
    return creating.get();
  }

  void setCreating(@Nullable ManagedPool managed) {
    if (managed == null) {
      creating.remove();
    } else {
      creating.set(managed);
    }
  }

  void add(PoolStats pool, ManagedPool managed) {
    for (Iterator<PoolStats> all = open.keySet().iterator(); all.hasNext(); ) {
      if (all.next().pool() == null) {
        all.remove();
      }
    }
    open.put(pool, managed);
  }

  Collection<ManagedPool> all() {
    return open.values();
  }

  void remove(ManagedPool managed) {
    open.values().remove(managed);
  }

  @Nullable
  ManagedPool remove(PoolStats pool) {
    return open.remove(pool);
  }

  /** The pool of these statistics, if its pool object is known. */
  @Nullable
  ManagedPool open(PoolStats pool) {
    return open.get(pool);
  }

  /** The same, or the one that is being created on this thread. */
  @Nullable
  ManagedPool of(PoolStats pool) {
    ManagedPool here = creating.get();
    return here != null && here.owns(pool) ? here : open.get(pool);
  }

  /** Whether this pool is being created on this thread. */
  boolean isCreatedHere(@Nullable PoolStats pool) {
    ManagedPool here = creating.get();
    return here != null && here.owns(pool);
  }

  /** Also of a pool that is not known to be PostgreSQL's, and of a part of a pool. */
  PoolStats statsOf(Object poolOrPart) {
    PoolStats known = PoolStats.of(poolOrPart);
    if (known == PoolStats.NONE) {
      for (Map.Entry<PoolStats, ManagedPool> each : open.entrySet()) {
        if (each.getKey().pool() == poolOrPart || each.getValue().identity().hasPart(poolOrPart)) {
          return each.getKey();
        }
      }
    }
    return known;
  }
}
