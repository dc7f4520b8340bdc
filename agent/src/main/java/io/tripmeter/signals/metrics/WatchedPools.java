package io.tripmeter.signals.metrics;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TripKind;
import io.tripmeter.pooler.Pooler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open pools and their state. Any thread; uses neither Micrometer nor JMX. */
public final class WatchedPools {
  private final Map<PoolStats, WatchedPool> known = new ConcurrentHashMap<>();
  private final Runnable changed;

  /** @param changed called after a pool was opened or closed or has a new report */
  WatchedPools(Runnable changed) {
    this.changed = changed;
  }

  /** A pool has been created whose connections can be counted. */
  public void register(PoolStats pool, PoolGauges gauges) {
    of(pool).setGauges(gauges);
    changed.run();
  }

  /** Sets the pool's report, which replaces the last one. */
  public void report(PoolStats pool, PoolReport report) {
    of(pool).setReport(report);
    changed.run();
  }

  /** Adds the pooler of an endpoint that connections of this pool, or unpooled connections, go to. */
  public void addPooler(PoolStats pool, Pooler pooler) {
    of(pool).add(pooler);
  }

  /** A borrow has waited so long for others. */
  public void waited(PoolStats pool, long nanos, boolean inVain) {
    of(pool).waited(nanos, inVain);
  }

  /** A connection of this pool, or of none, was opened that lacks this; null for nothing. */
  public void opened(PoolStats pool, @Nullable TransportFlaw flaw) {
    WatchedPool known = flaw == null ? this.known.get(pool) : of(pool);
    if (known != null) {
      known.setTransportFlaw(flaw);
    }
  }

  /** A pool was closed ({@link PoolStats#close}). A pool that is only dropped is noticed by the next {@link #open}. */
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

  /** The open pools in the order of their creation. Removes the others. */
  public List<WatchedPool> open() {
    List<WatchedPool> open = new ArrayList<>();
    for (PoolStats stats : PoolStats.all()) {
      if (!stats.isClosed() && stats.pool() != null) {
        open.add(of(stats));
      }
    }
    // A pool that is not yet in PoolStats.all() is being created, so only closed and collected
    // pools are removed.
    if (known
        .keySet()
        .removeIf(stats -> stats.isClosed() || (stats != PoolStats.NONE && stats.pool() == null))) {
      changed.run();
    }
    return open;
  }

  /** The open pools, and an entry for unpooled connections if there were any. */
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
