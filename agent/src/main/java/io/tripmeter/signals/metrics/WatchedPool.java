package io.tripmeter.signals.metrics;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.pooler.Pooler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/** One pool, as metrics, page and JMX see it. Any thread. The pool object itself is held weakly, by its {@link PoolStats}. */
public final class WatchedPool {
  /** What is shown for a number that is not known. */
  public static final int UNKNOWN = -1;

  /** Of the connections of no pool there is no end, if each has a database of its own. */
  private static final int MOST_POOLERS = 100;

  private final PoolStats stats;
  private final Set<Pooler> poolers = new CopyOnWriteArraySet<>();
  private volatile @Nullable PoolGauges gauges;
  private volatile PoolReport report = PoolReport.NONE;
  private volatile @Nullable WarmUpResult warmUp;

  WatchedPool(PoolStats stats) {
    this.stats = stats;
  }

  public String name() {
    return stats.name();
  }

  public PoolStats stats() {
    return stats;
  }

  public PoolReport report() {
    return report;
  }

  void setReport(PoolReport report) {
    this.report = report;
  }

  /** What stands before the servers that its connections lead to, as far as it is known. */
  public List<Pooler> poolers() {
    List<Pooler> all = new ArrayList<>(poolers);
    Pooler own = report.pooler();
    if (own != null && !all.contains(own)) {
      all.add(own);
    }
    return all;
  }

  void add(Pooler pooler) {
    if (poolers.size() < MOST_POOLERS) {
      poolers.add(pooler);
    }
  }

  /** Null as long as none has ended. */
  public @Nullable WarmUpResult warmUp() {
    return warmUp;
  }

  void setWarmUp(WarmUpResult result) {
    warmUp = result;
  }

  void setGauges(PoolGauges gauges) {
    this.gauges = gauges;
  }

  /** Whether its numbers of connections can be known at all. */
  public boolean isMeasured() {
    return gauges != null;
  }

  public int idle() {
    return read(PoolGauges::idle);
  }

  public int used() {
    return read(PoolGauges::used);
  }

  public int pending() {
    return read(PoolGauges::pending);
  }

  public int max() {
    return read(PoolGauges::max);
  }

  public int minIdle() {
    return read(PoolGauges::minIdle);
  }

  public int maxIdle() {
    return read(PoolGauges::maxIdle);
  }

  /** Connections that are open, idle and used. */
  public int size() {
    int idle = idle();
    int used = used();
    return idle < 0 || used < 0 ? UNKNOWN : idle + used;
  }

  private int read(ToIntBiFunction<PoolGauges, Object> gauge) {
    PoolGauges reader = gauges;
    Object pool = stats.pool();
    if (reader == null || pool == null) {
      return UNKNOWN;
    }
    try {
      return Math.max(UNKNOWN, gauge.applyAsInt(reader, pool));
    } catch (RuntimeException | LinkageError e) {
      // A pool that is closing, or of a version nobody has seen: no number is better than a failed
      // scrape.
      return UNKNOWN;
    }
  }
}
