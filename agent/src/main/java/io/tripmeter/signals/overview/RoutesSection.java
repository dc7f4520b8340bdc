package io.tripmeter.signals.overview;

import io.tripmeter.signals.metrics.OperationStats;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WorkStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code routes}: units of work of all kinds by their name, those with the most round trips first. */
final class RoutesSection implements Section {
  private static final int MOST = 200;

  private final Telemetry telemetry;

  RoutesSection(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void addTo(Json json) {
    List<RouteRow> rows = new ArrayList<>();
    add(rows, "request", telemetry.routes().all());
    telemetry.names().forEach((kind, names) -> add(rows, kind, names.all()));
    rows.sort(Comparator.comparing((RouteRow row) -> !row.isReal())
        .thenComparing(Comparator.comparingLong((RouteRow row) -> row.sum).reversed()));
    int shown = Math.min(MOST, rows.size());
    json.beginArray("routes");
    for (RouteRow row : rows.subList(0, shown)) {
      row.addTo(json);
    }
    json.endArray().number("routes_left_out", rows.size() - shown);
  }

  private static void add(List<RouteRow> rows, String kind, List<WorkStats> all) {
    for (WorkStats one : all) {
      for (OperationStats each : one.operations()) {
        rows.add(new RouteRow(kind, one.name(), each));
      }
    }
  }
}
