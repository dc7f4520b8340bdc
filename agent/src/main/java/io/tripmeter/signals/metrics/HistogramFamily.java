package io.tripmeter.signals.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.tripmeter.boot.Histogram;
import java.util.List;

/** A snapshot of all series of one distribution. Durations are recorded in nanoseconds and exported in seconds. */
final class HistogramFamily {
  private static final double NANOS_PER_SECOND = 1e9;

  private final NamingConvention naming;
  private final HistogramSnapshot.Builder family = HistogramSnapshot.builder();
  private final double scale;

  /** @param first one of its series, which are yet to be added */
  HistogramFamily(NamingConvention naming, Series first) {
    this.naming = naming;
    scale = first.type() == Series.Type.DURATIONS ? NANOS_PER_SECOND : 1;
    family
        .name(naming.name(first.name(), Meter.Type.DISTRIBUTION_SUMMARY, first.unit()))
        .help(first.description());
  }

  /** Adds the sum of the series' histograms. */
  void add(Series series) {
    List<Histogram> histograms = series.histograms();
    long[] bounds = histograms.get(0).bounds();
    long[] counts = new long[bounds.length + 1];
    double sum = 0;
    for (Histogram histogram : histograms) {
      long[] more = histogram.counts();
      for (int i = 0; i < counts.length; i++) {
        counts[i] += more[i];
      }
      sum += histogram.sum();
    }
    HistogramDataPointSnapshot.Builder point = HistogramDataPointSnapshot.builder();
    point.labels(labels(series.labels()));
    point.classicHistogramBuckets(ClassicHistogramBuckets.of(upperBounds(bounds), counts));
    point.sum(sum / scale);
    family.dataPoint(point.build());
  }

  private double[] upperBounds(long[] bounds) {
    double[] upper = new double[bounds.length + 1];
    for (int i = 0; i < bounds.length; i++) {
      upper[i] = bounds[i] / scale;
    }
    upper[bounds.length] = Double.POSITIVE_INFINITY;
    return upper;
  }

  private Labels labels(List<String> namesAndValues) {
    Labels.Builder labels = Labels.builder();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      labels.label(
          naming.tagKey(namesAndValues.get(i)), naming.tagValue(namesAndValues.get(i + 1)));
    }
    return labels.build();
  }

  HistogramSnapshot snapshot() {
    return family.build();
  }
}
