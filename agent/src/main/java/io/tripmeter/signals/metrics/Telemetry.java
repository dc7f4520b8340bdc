package io.tripmeter.signals.metrics;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.signals.statements.TopStatements;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Collects the data of the agent's parts for metrics, page and JMX. Recording is cheap and safe on an application's thread. Costly work
 * (loading Micrometer, JMX) is done by the first scrape or on the background thread.
 */
public final class Telemetry {
  private final long startedAt = System.nanoTime();
  private final Executor background;
  private final AtomicBoolean refreshQueued = new AtomicBoolean();
  private final Runnable changed = new Runnable() {
    @Override
    public void run() {
      Runnable told = whenChanged;
      if (told != null) {
        told.run();
      }
    }
  };
  private final WatchedPools pools = new WatchedPools(new Runnable() {
    @Override
    public void run() {
      queueRefresh();
      changed.run();
    }
  });
  private final Counters counters = new Counters();
  private final SeenHazards hazards = new SeenHazards();
  private final Map<String, ExceededBudget> exceededBudgets = new ConcurrentHashMap<>();
  private final List<ReplicaGauges> replicas = new CopyOnWriteArrayList<>();
  private final WorkNames routes = new WorkNames(changed);
  private final Map<String, WorkNames> names = new ConcurrentHashMap<>();
  private final Catalogue catalogue = new Catalogue(this);
  private @Nullable MetricsRegistry metrics;
  private volatile @Nullable Runnable whenChanged;
  private volatile @Nullable PoolsView view;

  /** @param background runs tasks on a daemon thread of the agent, never on the calling thread */
  public Telemetry(Executor background) {
    this.background = background;
  }

  /** For how long there has been counting. */
  public long observedNanos() {
    return System.nanoTime() - startedAt;
  }

  public WatchedPools pools() {
    return pools;
  }

  public Counters counters() {
    return counters;
  }

  /** What {@link Counters#poolerHazards} counts. */
  public SeenHazards hazards() {
    return hazards;
  }

  /** By server; of those whose budget is not exceeded there is none. */
  public Map<String, ExceededBudget> exceededBudgets() {
    return exceededBudgets;
  }

  /** Those of the pools that are open. */
  public List<ReplicaGauges> replicas() {
    return replicas;
  }

  public WorkNames routes() {
    return routes;
  }

  /** The names of units of this kind, none of which are requests: {@code job}. One of the few {@link UnitOfWork.Kind#label}s. */
  WorkNames names(String kind) {
    WorkNames known = names.get(kind);
    if (known == null) {
      WorkNames added = new WorkNames(changed);
      known = names.putIfAbsent(kind, added);
      known = known == null ? added : known;
    }
    return known;
  }

  /** By kind, in its order. */
  public Map<String, WorkNames> names() {
    return new TreeMap<>(names);
  }

  /** All series that exist now. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /**
   * @param told called when there may be other series than before, on the thread that is the reason: it returns at once and never throws. A
   *     series that appears now and then, such as a pooler's verdict, does not tell.
   */
  public void whenSeriesChange(Runnable told) {
    whenChanged = told;
  }

  /** What runs in this JVM, so that a fleet can be told apart by it. */
  public void runs(String version, String mode) {
    catalogue.runs(version, mode);
    changed.run();
  }

  /** So many statements of this table have series of their own. */
  public void export(TopStatements statements, int most) {
    catalogue.export(statements, most);
  }

  /** A warm-up has ended. */
  public void warmedUp(PoolStats pool, int requested, int warmed, long nanos) {
    pools.of(pool).setWarmUp(new WarmUpResult(requested, warmed, nanos));
    changed.run();
  }

  /**
   * Writes all metrics in Prometheus' text format. The first call loads Micrometer, so call it on an agent's thread only.
   *
   * @param openMetrics whether to write OpenMetrics 1.0 instead
   */
  public synchronized void scrape(OutputStream to, boolean openMetrics) throws IOException {
    MetricsRegistry registry = metrics;
    if (registry == null) {
      registry = new MetricsRegistry(catalogue);
      metrics = registry;
    }
    registry.scrape(to, openMetrics);
  }

  /** Runs a task that may block, such as a line to a console that hangs, on the agent's own thread. Dropped if the JVM is exiting. */
  public void later(Runnable task) {
    try {
      background.execute(task);
    } catch (RuntimeException rejected) {
      // The agent is shutting down.
    }
  }

  /** Shows the pools there from now on. Called after the application's start, because JMX alone loads some 250 JDK classes. */
  public void showPoolsIn(PoolsView view) {
    this.view = view;
    queueRefresh();
  }

  private void queueRefresh() {
    if (view != null && refreshQueued.compareAndSet(false, true)) {
      try {
        background.execute(this::refreshView);
      } catch (RuntimeException e) {
        // Rejected: the agent is shutting down, and JMX with it.
        refreshQueued.set(false);
      }
    }
  }

  private void refreshView() {
    refreshQueued.set(false);
    PoolsView shown = view;
    synchronized (pools) {
      if (shown != null) {
        shown.refresh(pools.openAndUnpooled());
      }
    }
  }
}
