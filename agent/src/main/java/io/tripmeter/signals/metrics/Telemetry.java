package io.tripmeter.signals.metrics;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.UnitOfWork;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the agent's parts tell, and what is read of it. Telling is cheap and safe on an application's thread; everything that is not
 * (Micrometer's classes, JMX) happens at the first scrape or on the background thread.
 */
public final class Telemetry {
  private final Executor background;
  private final AtomicBoolean refreshQueued = new AtomicBoolean();
  private final WatchedPools pools = new WatchedPools(this::queueRefresh);
  private final Counters counters = new Counters();
  private final WorkNames routes = new WorkNames();
  private final Map<String, WorkNames> names = new ConcurrentHashMap<>();
  private @Nullable MetricsRegistry metrics;
  private @Nullable PoolBeans beans;
  private volatile boolean showsBeans;

  /** @param background runs JMX registration: a daemon thread of the agent's own, never the calling one */
  public Telemetry(Executor background) {
    this.background = background;
  }

  public WatchedPools pools() {
    return pools;
  }

  public Counters counters() {
    return counters;
  }

  public WorkNames routes() {
    return routes;
  }

  /** The names of units of this kind, none of which are requests: {@code job}. One of the few {@link UnitOfWork.Kind#label}s. */
  WorkNames names(String kind) {
    WorkNames known = names.get(kind);
    if (known == null) {
      WorkNames added = new WorkNames();
      known = names.putIfAbsent(kind, added);
      known = known == null ? added : known;
    }
    return known;
  }

  /** By kind, in its order. */
  public Map<String, WorkNames> names() {
    return new TreeMap<>(names);
  }

  /** A warm-up has ended. */
  public void warmedUp(PoolStats pool, int requested, int warmed, long nanos) {
    pools.of(pool).setWarmUp(new WarmUpResult(requested, warmed, nanos));
  }

  /**
   * Writes all metrics in Prometheus' text format. The first call loads Micrometer, so on an agent's thread only.
   *
   * @param openMetrics the OpenMetrics 1.0 dialect of it
   */
  public synchronized void scrape(OutputStream to, boolean openMetrics) throws IOException {
    MetricsRegistry registry = metrics;
    if (registry == null) {
      registry = new MetricsRegistry(this);
      metrics = registry;
    }
    registry.scrape(to, openMetrics);
  }

  /** Runs what may take its time, a line to a console that hangs for instance, on the agent's own thread; not at all if the JVM ends. */
  public void later(Runnable task) {
    try {
      background.execute(task);
    } catch (RuntimeException rejected) {
      // The agent is shutting down.
    }
  }

  /** From now on pools have their MBeans. JMX alone is some 250 classes of the JDK's: not while the application starts. */
  public void showBeans() {
    showsBeans = true;
    queueRefresh();
  }

  private void queueRefresh() {
    if (showsBeans && refreshQueued.compareAndSet(false, true)) {
      try {
        background.execute(this::refreshBeans);
      } catch (RuntimeException e) {
        // Rejected: the agent is shutting down, and JMX with it.
        refreshQueued.set(false);
      }
    }
  }

  private void refreshBeans() {
    refreshQueued.set(false);
    synchronized (pools) {
      PoolBeans registered = beans;
      if (registered == null) {
        registered = PoolBeans.orNone();
        beans = registered;
      }
      registered.refresh(pools.openAndUnpooled());
    }
  }
}
