package io.tripmeter.signals.overview;

import io.tripmeter.boot.Avoidable;
import io.tripmeter.boot.StatementKind;
import io.tripmeter.config.Settings;
import io.tripmeter.signals.findings.Remedy;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WorkStats;
import io.tripmeter.signals.slowquery.Repeat;
import io.tripmeter.signals.slowquery.SeenStatements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code avoidable}: round trips that requests could avoid: how many, where in the code, and what to do. */
final class AvoidableSection implements Section {
  private static final int MOST = 50;
  private static final int MOST_CALLERS = 5;

  private final Settings settings;
  private final Telemetry telemetry;
  private final SeenStatements seen;

  AvoidableSection(Settings settings, Telemetry telemetry, SeenStatements seen) {
    this.settings = settings;
    this.telemetry = telemetry;
    this.seen = seen;
  }

  private static final class Row {
    final WorkStats route;
    final Avoidable reason;
    final long trips;

    Row(WorkStats route, Avoidable reason) {
      this.route = route;
      this.reason = reason;
      trips = route.avoidable(reason);
    }
  }

  @Override
  public void addTo(Json json) {
    List<Row> rows = new ArrayList<>();
    for (WorkStats route : telemetry.routes().all()) {
      for (int i = 0; i < Avoidable.count(); i++) {
        Row row = new Row(route, Avoidable.of(i));
        if (row.trips > 0) {
          rows.add(row);
        }
      }
    }
    rows.sort(Comparator.comparingLong((Row row) -> row.trips).reversed());
    List<Repeat> repeats = seen.repeats();
    json.beginArray("avoidable");
    for (Row row : rows.subList(0, Math.min(MOST, rows.size()))) {
      add(json, row, repeats);
    }
    json.endArray();
  }

  private void add(Json json, Row row, List<Repeat> repeats) {
    long requests = row.route.roundTrips().count();
    json.beginObject()
        .text("route", row.route.name(), Texts.NAME)
        .text("reason", row.reason.label())
        .number("round_trips", row.trips)
        .decimal("mean", requests == 0 ? Double.NaN : (double) row.trips / requests)
        .text("advice", Remedy.of(row.reason).text(settings))
        .beginArray("where");
    int callers = 0;
    for (Repeat repeat : repeats) {
      if (callers < MOST_CALLERS && isAbout(row, repeat)) {
        json.text(repeat.caller());
        callers++;
      }
    }
    json.endArray().endObject();
  }

  /** Whether this line of code is one of those that make the route's round trips avoidable. */
  private static boolean isAbout(Row row, Repeat repeat) {
    boolean writes = row.reason == Avoidable.SINGLE_WRITE;
    return (writes || row.reason == Avoidable.REPEAT)
        && row.route.name().equals(repeat.workName())
        && StatementKind.writes(repeat.sql().text()) == writes;
  }
}
