package io.tripmeter.signals.metrics;

import io.tripmeter.boot.Histogram;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TripKind;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** All pools of one name, added up. The {@link Catalogue} changes it under its lock; its series read it on any thread. */
final class NamedPools {
  private static final String POOL = "pool";
  private static final String POOL_NAME = "db.client.connection.pool.name";

  private final String name;
  private final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
  private volatile List<WatchedPool> pools = Collections.emptyList();
  private boolean measured;
  private boolean warmed;

  NamedPools(String name) {
    this.name = name;
  }

  /** These are all pools of this name now. What was once known of one has a series for good. */
  void are(List<WatchedPool> now) {
    pools = now;
    for (WatchedPool each : now) {
      measured |= each.isMeasured();
      warmed |= each.warmUp() != null;
      for (Pooler pooler : each.poolers()) {
        verdicts.add(pooler.verdict());
      }
    }
  }

  void addTo(Catalogue catalogue) {
    addTrips(catalogue);
    if (pools.get(0).stats() != PoolStats.NONE) {
      addTimes(catalogue);
    }
    if (measured) {
      addConnections(catalogue);
      addLimits(catalogue);
    }
    if (warmed) {
      addWarmUp(catalogue);
    }
    for (Verdict verdict : verdicts) {
      catalogue.add(Series.gauge(
          "tripmeter.pooler.info",
          "Pools, and endpoints used without a pool, with this verdict",
          () -> sum(each -> with(verdict, each)),
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
          () -> sum(each -> each.stats().trips(kind)),
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
        "db.client.connection.create_time",
        "Time to open a connection",
        PoolStats::createTime);
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

  private void addConnections(Catalogue catalogue) {
    connections(catalogue, "idle", WatchedPool::idle);
    connections(catalogue, "used", WatchedPool::used);
    limit(
        catalogue,
        "db.client.connection.pending_requests",
        "Threads waiting for a connection",
        WatchedPool::pending);
    catalogue.counter(
        "db.client.connection.timeouts",
        "Borrows that ended without a connection",
        () -> sum(each -> each.stats().timeouts().sum()),
        POOL_NAME,
        name);
  }

  private void connections(Catalogue catalogue, String state, ToIntFunction<WatchedPool> value) {
    catalogue.add(Series.gauge(
        "db.client.connection.count",
        "Open connections",
        () -> sumOfKnown(value),
        POOL_NAME,
        name,
        "state",
        state));
  }

  private void addLimits(Catalogue catalogue) {
    limit(
        catalogue,
        "db.client.connection.idle.max",
        "Most idle connections allowed",
        WatchedPool::maxIdle);
    limit(
        catalogue,
        "db.client.connection.idle.min",
        "Idle connections kept ready",
        WatchedPool::minIdle);
    limit(catalogue, "db.client.connection.max", "Most open connections allowed", WatchedPool::max);
  }

  private void limit(
      Catalogue catalogue, String metric, String description, ToIntFunction<WatchedPool> value) {
    catalogue.add(Series.gauge(metric, description, () -> sumOfKnown(value), POOL_NAME, name));
  }

  private void addWarmUp(Catalogue catalogue) {
    catalogue.add(Series.gauge(
        "tripmeter.warmup.requested",
        "Connections the last warm-up was to open",
        () -> warmUp(WarmUpResult::requested),
        POOL,
        name));
    catalogue.add(Series.gauge(
        "tripmeter.warmup.warmed",
        "Connections the last warm-up opened",
        () -> warmUp(WarmUpResult::warmed),
        POOL,
        name));
    catalogue.add(Series.gaugeOfSeconds(
        "tripmeter.warmup.duration",
        "How long the last warm-up took",
        () -> warmUp(result -> result.nanos() / 1e9),
        POOL,
        name));
  }

  private double warmUp(ToDoubleFunction<WarmUpResult> value) {
    return sum(each -> {
      WarmUpResult result = each.warmUp();
      return result == null ? 0 : value.applyAsDouble(result);
    });
  }

  private static int with(Verdict verdict, WatchedPool pool) {
    int count = 0;
    for (Pooler pooler : pool.poolers()) {
      count += pooler.verdict() == verdict ? 1 : 0;
    }
    return count;
  }

  private Supplier<List<Histogram>> histograms(Function<PoolStats, Histogram> histogram) {
    return () -> {
      List<Histogram> histograms = new ArrayList<>();
      for (WatchedPool each : pools) {
        histograms.add(histogram.apply(each.stats()));
      }
      return histograms;
    };
  }

  private double sum(ToDoubleFunction<WatchedPool> value) {
    double sum = 0;
    for (WatchedPool each : pools) {
      sum += value.applyAsDouble(each);
    }
    return sum;
  }

  /** The sum of the known values; NaN if none is known. */
  private double sumOfKnown(ToIntFunction<WatchedPool> value) {
    double sum = Double.NaN;
    for (WatchedPool each : pools) {
      int number = value.applyAsInt(each);
      if (number >= 0) {
        sum = Double.isNaN(sum) ? number : sum + number;
      }
    }
    return sum;
  }
}
