package io.tripmeter.signals.metrics;

import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The connections of all pools of one name: how many there are, may be, and were opened by the last warm-up. */
final class NamedConnections {
  private static final String POOL_NAME = "db.client.connection.pool.name";

  private final String name;
  private final NamedPools pools;

  NamedConnections(String name, NamedPools pools) {
    this.name = name;
    this.pools = pools;
  }

  void addState(Catalogue catalogue) {
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
        () -> pools.total(each -> each.timeouts().sum()),
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

  void addLimits(Catalogue catalogue) {
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

  void addWarmUp(Catalogue catalogue) {
    catalogue.add(Series.gauge(
        "tripmeter.warmup.requested",
        "Connections the last warm-up was to open",
        () -> warmUp(WarmUpResult::requested),
        "pool",
        name));
    catalogue.add(Series.gauge(
        "tripmeter.warmup.warmed",
        "Connections the last warm-up opened",
        () -> warmUp(WarmUpResult::warmed),
        "pool",
        name));
    catalogue.add(Series.gaugeOfSeconds(
        "tripmeter.warmup.duration",
        "How long the last warm-up took",
        () -> warmUp(result -> result.nanos() / 1e9),
        "pool",
        name));
  }

  private double warmUp(ToDoubleFunction<WarmUpResult> value) {
    return pools.sum(each -> {
      WarmUpResult result = each.warmUp();
      return result == null ? 0 : value.applyAsDouble(result);
    });
  }

  /** The sum of the known values; NaN if none is known. */
  private double sumOfKnown(ToIntFunction<WatchedPool> value) {
    double sum = Double.NaN;
    for (WatchedPool each : pools.now()) {
      int number = value.applyAsInt(each);
      if (number >= 0) {
        sum = Double.isNaN(sum) ? number : sum + number;
      }
    }
    return sum;
  }
}
