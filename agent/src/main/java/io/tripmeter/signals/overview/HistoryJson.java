package io.tripmeter.signals.overview;

import io.tripmeter.signals.metrics.PoolHistory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code history} of a pool: its last quarter of an hour, oldest first. */
final class HistoryJson implements Section {
  private final @Nullable PoolHistory history;

  HistoryJson(@Nullable PoolHistory history) {
    this.history = history;
  }

  @Override
  public void addTo(Json json) {
    PoolHistory samples = history;
    if (samples == null) {
      json.nothing("history");
      return;
    }
    json.beginObject("history")
        .number("step_s", PoolHistory.STEP_SECONDS)
        .text("until", Instant.ofEpochMilli(samples.lastMillis()).toString());
    addCounts(json, "used", samples.of(PoolHistory.Gauge.USED));
    addCounts(json, "idle", samples.of(PoolHistory.Gauge.IDLE));
    addCounts(json, "pending", samples.of(PoolHistory.Gauge.PENDING));
    json.beginArray("wait_ms");
    for (long nanos : samples.of(PoolHistory.Gauge.WAIT_NANOS)) {
      json.decimal(nanos < 0 ? Double.NaN : nanos / 1e6);
    }
    json.endArray().endObject();
  }

  private static void addCounts(Json json, String name, long[] counts) {
    json.beginArray(name);
    for (long count : counts) {
      json.count(count);
    }
    json.endArray();
  }
}
