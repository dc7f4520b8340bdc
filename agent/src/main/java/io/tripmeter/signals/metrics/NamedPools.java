package io.tripmeter.signals.metrics;

import io.tripmeter.boot.Histogram;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TripKind;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All pools of one name, added up. What is counted does not fall while one of them is there: pools that have left are in it. The {@link Catalogue} changes it under its lock; its series read it on any thread. */
final class NamedPools {
  private static final String POOL = "pool";
  private static final String POOL_NAME = "db.client.connection.pool.name";

  private final String name;
  private final NamedConnections connections;
  private final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
  private volatile List<WatchedPool> pools = Collections.emptyList();
  /** Of the pools, and one with what those that have left had counted. */
  private volatile List<PoolStats> counts = Collections.emptyList();

  private @Nullable PoolStats left;
  private boolean measured;
  private boolean warmed;

  NamedPools(String name) {
    this.name = name;
    connections = new NamedConnections(name, this);
  }

  /** These are all pools of this name now. What was once measured of one has a series for good; a verdict only as long as it holds. */
  void are(List<WatchedPool> now) {
    Set<WatchedPool> gone = new LinkedHashSet<>(pools);
    gone.removeAll(now);
    if (!gone.isEmpty()) {
      left = sumOf(left, gone);
    }
    List<PoolStats> counted = new ArrayList<>();
    if (left != null) {
      counted.add(left);
    }
    now.forEach(each -> counted.add(each.stats()));
    pools = now;
    counts = counted;
    verdicts.clear();
    for (WatchedPool each : now) {
      measured |= each.isMeasured();
      warmed |= each.warmUp() != null;
      for (Pooler pooler : each.poolers()) {
        verdicts.add(pooler.verdict());
      }
    }
  }

  /** A new one: others read the one before. */
  private PoolStats sumOf(@Nullable PoolStats before, Set<WatchedPool> more) {
    PoolStats sum = PoolStats.unseen(name, this);
    if (before != null) {
      sum.addAll(before);
    }
    more.forEach(each -> sum.addAll(each.stats()));
    return sum;
  }

  List<WatchedPool> now() {
    return pools;
  }

  void addTo(Catalogue catalogue) {
    addTrips(catalogue);
    time(
        catalogue,
        "db.client.connection.create_time",
        "Time to open a connection",
        PoolStats::createTime);
    if (pools.get(0).stats() != PoolStats.NONE) {
      addTimes(catalogue);
    }
    if (measured) {
      connections.addState(catalogue);
      connections.addLimits(catalogue);
    }
    if (warmed) {
      connections.addWarmUp(catalogue);
    }
    for (Verdict verdict : verdicts) {
      catalogue.add(Series.gauge(
          "tripmeter.pooler.info",
          "What stands before the server of a pool, or of an endpoint used without a pool",
          () -> now(verdict),
          POOL,
          name,
          "verdict",
          verdict.label()));
    }
  }

  private void addTrips(Catalogue catalogue) {
    for (int i = 0; i < TripKind.count(); i++) {
      TripKind kind = TripKind.of(i);
      catalogue.counter(
          "tripmeter.round_trips",
          "Round trips to the server",
          () -> total(each -> each.trips(kind)),
          POOL,
          name,
          "kind",
          kind.label());
    }
    catalogue.distribution(
        Series.Type.DURATIONS,
        "tripmeter.round_trip.duration",
        "From the flush to the first byte of the answer",
        histograms(PoolStats::tripDuration),
        POOL,
        name);
    catalogue.distribution(
        Series.Type.DURATIONS,
        "db.client.operation.duration",
        "Statements, from sent to read",
        histograms(PoolStats::operationDuration),
        "db.system.name",
        "postgresql",
        POOL_NAME,
        name);
  }

  private void addTimes(Catalogue catalogue) {
    time(
        catalogue,
        "db.client.connection.wait_time",
        "Time to borrow a connection",
        PoolStats::waitTime);
    time(
        catalogue,
        "db.client.connection.use_time",
        "Time from borrow to return",
        PoolStats::useTime);
  }

  private void time(
      Catalogue catalogue,
      String metric,
      String description,
      Function<PoolStats, Histogram> histogram) {
    catalogue.distribution(
        Series.Type.DURATIONS, metric, description, histograms(histogram), POOL_NAME, name);
  }

  /** No number: Micrometer shows a gauge of this name to Prometheus as 1, whatever its value. */
  private int now(Verdict verdict) {
    for (WatchedPool pool : pools) {
      for (Pooler pooler : pool.poolers()) {
        if (pooler.verdict() == verdict) {
          return 1;
        }
      }
    }
    return 0;
  }

  private Supplier<List<Histogram>> histograms(Function<PoolStats, Histogram> histogram) {
    return () -> {
      List<Histogram> histograms = new ArrayList<>();
      for (PoolStats each : counts) {
        histograms.add(histogram.apply(each));
      }
      return histograms;
    };
  }

  /** Of a counter. */
  double total(ToDoubleFunction<PoolStats> value) {
    double sum = 0;
    for (PoolStats each : counts) {
      sum += value.applyAsDouble(each);
    }
    return sum;
  }

  /** Of a gauge. */
  double sum(ToDoubleFunction<WatchedPool> value) {
    double sum = 0;
    for (WatchedPool each : pools) {
      sum += value.applyAsDouble(each);
    }
    return sum;
  }
}
