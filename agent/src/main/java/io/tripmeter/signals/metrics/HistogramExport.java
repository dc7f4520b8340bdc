package io.tripmeter.signals.metrics;

import io.micrometer.core.instrument.config.NamingConvention;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exports the histograms of {@code boot} unchanged through Micrometer's Prometheus registry. Micrometer has function counters and function
 * timers, which read existing counts, but no function histogram: docs/decisions/metrics.md.
 */
final class HistogramExport implements MultiCollector {
  private final NamingConvention naming;
  private List<Series> shown = Collections.emptyList();

  HistogramExport(NamingConvention naming) {
    this.naming = naming;
  }

  /** What the next scrape exports, as far as it is a distribution. */
  void show(List<Series> series) {
    shown = series;
  }

  @Override
  public MetricSnapshots collect() {
    Map<String, HistogramFamily> families = new LinkedHashMap<>();
    for (Series series : shown) {
      if (series.isDistribution()) {
        families
            .computeIfAbsent(series.name(), name -> new HistogramFamily(naming, series))
            .add(series);
      }
    }
    List<MetricSnapshot> snapshots = new ArrayList<>();
    for (HistogramFamily family : families.values()) {
      snapshots.add(family.snapshot());
    }
    return new MetricSnapshots(snapshots);
  }
}
