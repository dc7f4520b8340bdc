package io.tripmeter.signals.micrometer;

import io.tripmeter.signals.metrics.Series;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** How the application's registries read a series, on any thread of theirs. Nothing is thrown. */
final class Values {
  static final ToDoubleFunction<Series> VALUE = series -> {
    try {
      return series.value();
    } catch (Throwable unknown) {
      return Double.NaN;
    }
  };

  /** In nanoseconds if it is of durations. */
  static final ToDoubleFunction<Series> TOTAL = Series::total;

  static final ToLongFunction<Series> COUNT = Series::count;

  private Values() {}
}
