package io.tripmeter.signals.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Micrometer's registry as a view of the agent's counts, updated at each scrape. One thread at a time. */
final class MetricsRegistry {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4";
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

  private final Telemetry telemetry;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
  private final Map<String, PoolMeters> meters = new TreeMap<>();

  /** Features of hazards and keys of endpoint switches whose counters are registered. */
  private final Set<Object> registered = new HashSet<>();

  MetricsRegistry(Telemetry telemetry) {
    this.telemetry = telemetry;
    Counters counters = telemetry.counters();
    counter(
        registry,
        "tripmeter.slow_queries",
        "Statements that took slow-query.threshold or longer",
        counters.slowQueries());
    counter(
        registry,
        "tripmeter.repeated_statements",
        "Statements that repeated themselves from one place in one request",
        counters.repeatedStatements());
    counter(
        registry,
        "tripmeter.over_budget",
        "Requests that cost more round trips than request.budget",
        counters.overBudget());
    registry
        .getPrometheusRegistry()
        .register(new HistogramExport(telemetry, registry.config().namingConvention()));
  }

  private static void counter(
      MeterRegistry registry, String name, String description, LongAdder count, String... tags) {
    FunctionCounter.builder(name, count, LongAdder::sum)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  /** Registers only counters that are new: Micrometer warns about a meter that is registered twice. */
  private void registerCounters() {
    Counters counters = telemetry.counters();
    counters.poolerHazards().forEach((feature, count) -> {
      if (registered.add(feature)) {
        counter(
            registry,
            "tripmeter.pooler.hazards",
            "Statements that need a session of their own behind a pooler",
            count,
            "feature",
            feature);
      }
    });
    counters.endpointSwitches().counts().forEach((key, count) -> {
      if (registered.add(key)) {
        counter(
            registry,
            "tripmeter.endpoint.switches",
            "Changes of the endpoint that connections are opened at",
            count,
            "from",
            key.get(0),
            "to",
            key.get(1),
            "reason",
            key.get(2));
      }
    });
  }

  void scrape(OutputStream to, boolean openMetrics) throws IOException {
    registerCounters();
    Map<String, List<WatchedPool>> pools = byName(telemetry.pools().openAndUnpooled());
    for (Iterator<Map.Entry<String, PoolMeters>> all = meters.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, PoolMeters> known = all.next();
      if (!pools.containsKey(known.getKey())) {
        known.getValue().remove();
        all.remove();
      }
    }
    for (Map.Entry<String, List<WatchedPool>> named : pools.entrySet()) {
      PoolMeters of = meters.get(named.getKey());
      if (of == null) {
        of = new PoolMeters(registry, named.getKey());
        meters.put(named.getKey(), of);
      }
      of.show(named.getValue());
    }
    registry.scrape(to, openMetrics ? OPEN_METRICS : PROMETHEUS_TEXT);
  }

  /** Groups pools by name. Pools of one name are one series, because the name is the only label that distinguishes pools. */
  static Map<String, List<WatchedPool>> byName(List<WatchedPool> pools) {
    Map<String, List<WatchedPool>> byName = new TreeMap<>();
    for (WatchedPool pool : pools) {
      List<WatchedPool> named = byName.get(pool.name());
      if (named == null) {
        named = new ArrayList<>();
        byName.put(pool.name(), named);
      }
      named.add(pool);
    }
    return byName;
  }
}
