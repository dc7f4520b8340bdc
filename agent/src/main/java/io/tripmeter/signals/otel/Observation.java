package io.tripmeter.signals.otel;

import io.tripmeter.signals.metrics.Series;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** One instrument: called when metrics are collected, on any thread of that OpenTelemetry. Nothing is thrown. */
final class Observation implements Consumer<Object> {
  /** The series of one name: what an instrument and the agent's thread have in common. Knows no class of the application. */
  static final class Shown {
    volatile List<Series> series = Collections.emptyList();
  }

  private final MeterApi api;
  private final Shown shown;
  private final ToDoubleFunction<Series> value;

  Observation(MeterApi api, Shown shown, ToDoubleFunction<Series> value) {
    this.api = api;
    this.shown = shown;
    this.value = value;
  }

  @Override
  public void accept(Object measurement) {
    for (Series series : shown.series) {
      try {
        double now = value.applyAsDouble(series);
        if (!Double.isNaN(now)) {
          api.record(measurement, now, api.attributes(series.labels()));
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
        // It is missing this time.
      }
    }
  }
}
