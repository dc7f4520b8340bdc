package io.tripmeter.signals.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.tripmeter.boot.Histogram;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot of all series of one distribution. */
final class HistogramFamily {
  private static final double NANOS_PER_SECOND = 1e9;

  private final NamingConvention naming;
  private final HistogramSnapshot.Builder family = HistogramSnapshot.builder();
  private final double scale;
  private boolean empty = true;

  private HistogramFamily(
      NamingConvention naming, String name, String help, @Nullable String unit, double scale) {
    this.naming = naming;
    this.scale = scale;
    family.name(naming.name(name, Meter.Type.DISTRIBUTION_SUMMARY, unit)).help(help);
  }

  /** For durations, which are recorded in nanoseconds and exported in seconds. */
  static HistogramFamily ofSeconds(NamingConvention naming, String name, String help) {
    return new HistogramFamily(naming, name, help, "seconds", NANOS_PER_SECOND);
  }

  static HistogramFamily ofCounts(NamingConvention naming, String name, String help) {
    return new HistogramFamily(naming, name, help, null, 1);
  }

  void add(Histogram histogram, String... labels) {
    add(Collections.singletonList(histogram), labels);
  }

  /** Adds the sum of histograms with the same bounds as one series. */
  void add(List<Histogram> histograms, String... labels) {
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
    point.labels(labels(labels));
    point.classicHistogramBuckets(ClassicHistogramBuckets.of(upperBounds(bounds), counts));
    point.sum(sum / scale);
    family.dataPoint(point.build());
    empty = false;
  }

  private double[] upperBounds(long[] bounds) {
    double[] upper = new double[bounds.length + 1];
    for (int i = 0; i < bounds.length; i++) {
      upper[i] = bounds[i] / scale;
    }
    upper[bounds.length] = Double.POSITIVE_INFINITY;
    return upper;
  }

  private Labels labels(String[] namesAndValues) {
    Labels.Builder labels = Labels.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.label(naming.tagKey(namesAndValues[i]), naming.tagValue(namesAndValues[i + 1]));
    }
    return labels.build();
  }

  void addTo(List<? super HistogramSnapshot> families) {
    if (!empty) {
      families.add(family.build());
    }
  }
}
