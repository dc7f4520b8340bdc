package io.tripmeter.signals.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tripmeter.boot.TripKind;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The counters and gauges of all pools with the same name. One thread at a time. */
final class PoolMeters {
  private final MeterRegistry registry;
  private final Tags pool;
  private final Tags connections;
  private final List<Meter> meters = new ArrayList<>();
  private List<WatchedPool> pools = Collections.emptyList();
  private boolean measured;
  private boolean warmed;
  private final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);

  PoolMeters(MeterRegistry registry, String name) {
    this.registry = registry;
    pool = Tags.of("pool", name);
    connections = Tags.of("db.client.connection.pool.name", name);
    for (int i = 0; i < TripKind.count(); i++) {
      TripKind kind = TripKind.of(i);
      counter(
          "tripmeter.round_trips",
          "Round trips to the server",
          pool.and("kind", kind.label()),
          m -> m.trips(kind));
    }
  }

  /** Makes the meters show these pools. */
  void show(List<WatchedPool> shown) {
    pools = shown;
    for (WatchedPool each : shown) {
      if (each.isMeasured() && !measured) {
        measured = true;
        addConnections();
        addLimits();
      }
      if (each.warmUp() != null && !warmed) {
        warmed = true;
        addWarmUp();
      }
      for (Pooler pooler : each.poolers()) {
        if (verdicts.add(pooler.verdict())) {
          addVerdict(pooler.verdict());
        }
      }
    }
  }

  private void addVerdict(Verdict verdict) {
    meters.add(Gauge.builder(
            "tripmeter.pooler.info",
            this,
            m -> m.sum(each -> {
              int count = 0;
              for (Pooler pooler : each.poolers()) {
                count += pooler.verdict() == verdict ? 1 : 0;
              }
              return count;
            }))
        .description("Pools, and endpoints used without a pool, with this verdict")
        .tags(pool.and("verdict", verdict.label()))
        .register(registry));
  }

  private void addConnections() {
    String count = "db.client.connection.count";
    gauge(count, "Open connections", connections.and("state", "idle"), WatchedPool::idle);
    gauge(count, "Open connections", connections.and("state", "used"), WatchedPool::used);
    gauge(
        "db.client.connection.pending_requests",
        "Threads waiting for a connection",
        connections,
        WatchedPool::pending);
    counter(
        "db.client.connection.timeouts",
        "Borrows that ended without a connection",
        connections,
        m -> m.sum(each -> each.stats().timeouts().sum()));
  }

  private void addLimits() {
    gauge(
        "db.client.connection.idle.max",
        "Most idle connections allowed",
        connections,
        WatchedPool::maxIdle);
    gauge(
        "db.client.connection.idle.min",
        "Idle connections kept ready",
        connections,
        WatchedPool::minIdle);
    gauge(
        "db.client.connection.max", "Most open connections allowed", connections, WatchedPool::max);
  }

  private void addWarmUp() {
    warmUp(
        "tripmeter.warmup.requested",
        "Connections the last warm-up was to open",
        "",
        WarmUpResult::requested);
    warmUp(
        "tripmeter.warmup.warmed", "Connections the last warm-up opened", "", WarmUpResult::warmed);
    warmUp(
        "tripmeter.warmup.duration",
        "How long the last warm-up took",
        "seconds",
        result -> result.nanos() / 1e9);
  }

  private void warmUp(
      String name, String description, String unit, ToDoubleFunction<WarmUpResult> value) {
    meters.add(Gauge.builder(
            name,
            this,
            m -> m.sum(each -> {
              WarmUpResult result = each.warmUp();
              return result == null ? 0 : value.applyAsDouble(result);
            }))
        .description(description)
        .baseUnit(unit.isEmpty() ? null : unit)
        .tags(pool)
        .register(registry));
  }

  private void counter(
      String name, String description, Tags tags, ToDoubleFunction<PoolMeters> value) {
    meters.add(FunctionCounter.builder(name, this, value)
        .description(description)
        .tags(tags)
        .register(registry));
  }

  private void gauge(String name, String description, Tags tags, ToIntFunction<WatchedPool> value) {
    meters.add(Gauge.builder(name, this, m -> m.sumOfKnown(value))
        .description(description)
        .tags(tags)
        .register(registry));
  }

  private double trips(TripKind kind) {
    return sum(each -> each.stats().trips(kind));
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

  void remove() {
    for (Meter meter : meters) {
      registry.remove(meter);
    }
  }
}
