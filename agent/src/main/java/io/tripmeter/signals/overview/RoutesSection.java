package io.tripmeter.signals.overview;

import io.tripmeter.boot.Histogram;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WorkStats;
import java.util.List;

/** {@code routes}: units of work of all kinds by their name. */
final class RoutesSection implements Section {
  private final Telemetry telemetry;

  RoutesSection(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void addTo(Json json) {
    json.beginArray("routes");
    add(json, "request", telemetry.routes().all());
    telemetry.names().forEach((kind, names) -> add(json, kind, names.all()));
    json.endArray();
  }

  private static void add(Json json, String kind, List<WorkStats> all) {
    for (WorkStats one : all) {
      Histogram trips = one.roundTrips();
      long count = trips.count();
      json.beginObject()
          .text("kind", kind)
          .text("name", one.name(), Texts.NAME)
          .number("count", count);
      json.beginObject("round_trips")
          .number("sum", trips.sum())
          .decimal("mean", mean(trips, count))
          .endObject();
      json.decimal("statements_mean", mean(one.statements(), count));
      json.beginObject("time_ms")
          .decimal("database", mean(one.databaseTime(), count) / 1e6)
          .endObject();
      json.endObject();
    }
  }

  private static double mean(Histogram histogram, long count) {
    return count == 0 ? Double.NaN : (double) histogram.sum() / count;
  }
}
