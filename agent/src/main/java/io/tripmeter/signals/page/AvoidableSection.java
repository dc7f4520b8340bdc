package io.tripmeter.signals.page;

import io.tripmeter.boot.Avoidable;
import io.tripmeter.boot.StatementKind;
import io.tripmeter.signals.findings.Remedy;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WorkStats;
import io.tripmeter.signals.slowquery.Repeat;
import io.tripmeter.signals.slowquery.SeenStatements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The page's section about round trips that requests could avoid: how many, where in the code, and what to do. */
final class AvoidableSection {
  private static final int TOP = 20;

  private final Telemetry telemetry;
  private final SeenStatements seen;

  AvoidableSection(Telemetry telemetry, SeenStatements seen) {
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
      this.trips = route.avoidable(reason);
    }
  }

  void addTo(Html html) {
    html.heading(2, "Round trips that requests could avoid");
    List<Row> rows = new ArrayList<>();
    for (WorkStats route : telemetry.routes().all()) {
      for (int i = 0; i < Avoidable.count(); i++) {
        Row row = new Row(route, Avoidable.of(i));
        if (row.trips > 0) {
          rows.add(row);
        }
      }
    }
    if (rows.isEmpty()) {
      html.paragraph("None.");
      return;
    }
    rows.sort(Comparator.comparingLong((Row row) -> row.trips).reversed());
    html.beginTable("route", "reason", "round trips", "a request", "caller", "what to do");
    for (Row row : rows.subList(0, Math.min(TOP, rows.size()))) {
      html.row(
          row.route.name(),
          row.reason.label(),
          Long.toString(row.trips),
          String.format(
              Locale.ROOT, "%.1f", (double) row.trips / row.route.roundTrips().count()),
          isRepeat(row.reason) ? callers(row) : "",
          Remedy.of(row.reason).text());
    }
    html.endTable();
  }

  private static boolean isRepeat(Avoidable reason) {
    return reason == Avoidable.REPEAT || reason == Avoidable.SINGLE_WRITE;
  }

  /** The lines of code that repeat themselves for this route. */
  private String callers(Row row) {
    StringBuilder callers = new StringBuilder();
    for (Repeat repeat : seen.repeats()) {
      if (row.route.name().equals(repeat.workName())
          && StatementKind.writes(repeat.sql().text()) == (row.reason == Avoidable.SINGLE_WRITE)) {
        callers.append(callers.length() == 0 ? "" : ", ").append(repeat.caller());
      }
    }
    return callers.toString();
  }
}
