package io.tripmeter.signals.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Micrometer's registry as a view of the agent's counts, updated at each scrape. One thread at a time. */
final class MetricsRegistry {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4";
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

  private final Catalogue catalogue;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
  private final Map<Series, Meter> meters = new HashMap<>();
  private final HistogramExport histograms =
      new HistogramExport(registry.config().namingConvention());

  MetricsRegistry(Catalogue catalogue) {
    this.catalogue = catalogue;
    registry.getPrometheusRegistry().register(histograms);
  }

  void scrape(OutputStream to, boolean openMetrics) throws IOException {
    List<Series> now = catalogue.series();
    removeAllBut(new HashSet<>(now));
    for (Series series : now) {
      // Micrometer warns about a meter that is registered twice.
      if (!series.isDistribution() && !meters.containsKey(series)) {
        meters.put(series, register(series));
      }
    }
    histograms.show(now);
    registry.scrape(to, openMetrics ? OPEN_METRICS : PROMETHEUS_TEXT);
  }

  private void removeAllBut(Set<Series> now) {
    for (Iterator<Map.Entry<Series, Meter>> all = meters.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Series, Meter> known = all.next();
      if (!now.contains(known.getKey())) {
        registry.remove(known.getValue());
        all.remove();
      }
    }
  }

  private Meter register(Series series) {
    String[] labels = series.labels().toArray(new String[0]);
    return series.type() == Series.Type.COUNTER
        ? FunctionCounter.builder(series.name(), series, Series::value)
            .description(series.description())
            .baseUnit(series.unit())
            .tags(labels)
            .register(registry)
        : Gauge.builder(series.name(), series, Series::value)
            .description(series.description())
            .baseUnit(series.unit())
            .tags(labels)
            .register(registry);
  }
}
