package io.tripmeter.signals.metrics;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.pooler.Pooler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/** One pool as seen by metrics, page and JMX. Any thread. The pool object itself is held weakly, by its {@link PoolStats}. */
public final class WatchedPool {
  /** Stands for an unknown number. */
  public static final int UNKNOWN = -1;

  /** Bounds the poolers of unpooled connections, each of which may go to a database of its own. */
  private static final int MAX_POOLERS = 100;

  /** A pool's own getters are called by reflection, and may be slow. */
  private static final long PAUSE_NANOS = 100_000_000;

  private final PoolStats stats;
  private final Set<Pooler> poolers = new CopyOnWriteArraySet<>();
  private volatile @Nullable PoolGauges gauges;
  private volatile PoolReport report = PoolReport.NONE;
  private volatile @Nullable WarmUpResult warmUp;
  private volatile @Nullable PoolHistory history;
  private final AtomicLong lookAt = new AtomicLong(System.nanoTime());
  private volatile boolean isShort;
  private volatile @Nullable Shortage shortage;
  private volatile @Nullable TransportFlaw transportFlaw;

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

  /** The poolers of the endpoints that its connections go to. */
  public List<Pooler> poolers() {
    List<Pooler> all = new ArrayList<>(poolers);
    Pooler own = report.pooler();
    if (own != null && !all.contains(own)) {
      all.add(own);
    }
    return all;
  }

  void add(Pooler pooler) {
    if (poolers.size() < MAX_POOLERS) {
      poolers.add(pooler);
    }
  }

  /** Null before the first warm-up has ended. */
  public @Nullable WarmUpResult warmUp() {
    return warmUp;
  }

  void setWarmUp(WarmUpResult result) {
    warmUp = result;
  }

  /** Null before the first sample. It is the sampling thread's. */
  public @Nullable PoolHistory history() {
    return history;
  }

  /** See {@link PoolHistory#sample}. */
  public void sample(long step) {
    PoolHistory kept = history;
    if (kept == null) {
      kept = new PoolHistory(stats.waitTime());
      history = kept;
    }
    kept.sample(step, this);
  }

  void setGauges(PoolGauges gauges) {
    this.gauges = gauges;
  }

  /**
   * A borrow has taken its time. It was a wait for others if the pool is full, with no connection to spare, and none was opened meanwhile: else
   * it was being filled, or the thread had no processor. On the borrower's thread: the pool is looked at now and then only.
   */
  void waited(long nanos, boolean inVain) {
    long now = System.nanoTime();
    long at = lookAt.get();
    if (now - at >= 0 && lookAt.compareAndSet(at, now + PAUSE_NANOS)) {
      look(inVain);
    }
    Shortage current = shortage;
    if (isShort && current != null && !stats.hasOpenedSince(now - nanos)) {
      current.add(nanos, inVain);
    }
  }

  private void look(boolean inVain) {
    int max = max();
    int pending = pending();
    isShort = max > 0 && size() >= max && (idle() <= 0 || pending > 0 || inVain);
    if (isShort) {
      Shortage before = shortage;
      Shortage known =
          before == null || before.max() != max || before.isOver() ? new Shortage(max) : before;
      known.sawWaiting(pending);
      shortage = known;
    }
  }

  /** Null if nobody has waited for a connection of this pool while it was full. */
  public @Nullable Shortage shortage() {
    Shortage known = shortage;
    return known == null || known.waits() == 0 ? null : known;
  }

  void setTransportFlaw(@Nullable TransportFlaw flaw) {
    transportFlaw = flaw;
  }

  /** What the connection that was opened last lacks; null if nothing that anybody wants to hear of. */
  public @Nullable TransportFlaw transportFlaw() {
    return transportFlaw;
  }

  /** Whether its connections can be counted. */
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

  /** Open connections: idle and used. */
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
      // The pool is closing or of an unknown version. A missing number is better than a failed
      // scrape.
      return UNKNOWN;
    }
  }
}
