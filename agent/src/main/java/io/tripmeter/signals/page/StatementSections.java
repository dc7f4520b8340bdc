package io.tripmeter.signals.page;

import io.tripmeter.signals.slowquery.Repeat;
import io.tripmeter.signals.slowquery.SeenStatements;
import io.tripmeter.signals.slowquery.SlowQuery;
import io.tripmeter.signals.statements.Order;
import io.tripmeter.signals.statements.RankedStatement;
import io.tripmeter.signals.statements.StatementReport;
import io.tripmeter.signals.statements.Tally;
import io.tripmeter.signals.statements.TopStatements;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page's sections about statements: tripmeter.statements.top, slow and repeated statements. */
final class StatementSections {
  private static final int TOP = 20;

  private final SeenStatements seen;
  private final TopStatements top;

  StatementSections(SeenStatements seen, TopStatements top) {
    this.seen = seen;
    this.top = top;
  }

  void addTo(Html html) {
    addRepeats(html);
    addTop(html);
    addSlow(html);
  }

  private void addRepeats(Html html) {
    List<Repeat> repeats = seen.repeats();
    html.heading(2, "Statements repeated in one request or job from one place");
    if (repeats.isEmpty()) {
      html.paragraph("None.");
      return;
    }
    html.beginTable("statement", "id", "caller", "route or job", "times");
    for (Repeat repeat : repeats) {
      html.row(
          repeat.sql().text(),
          repeat.sql().id(),
          repeat.reason() == null ? repeat.caller() : repeat.caller() + ": " + repeat.reason(),
          orEmpty(repeat.workName()),
          Long.toString(repeat.requests()));
    }
    html.endTable();
  }

  private void addTop(Html html) {
    StatementReport report = top.report(Order.TOTAL, TOP);
    html.heading(2, "Statements with the longest total time");
    if (report.statements().isEmpty()) {
      html.paragraph("None.");
      return;
    }
    html.beginTable(
        "statement", "id", "calls", "total ms", "mean ms", "95 % ms", "round trips", "rows");
    for (RankedStatement each : report.statements()) {
      addRow(html, each.sql().text(), each.sql().id(), each.cost());
    }
    addRow(html, "all others", "", report.other());
    html.endTable();
  }

  private static void addRow(Html html, String text, String id, Tally cost) {
    html.row(
        text,
        id,
        Long.toString(cost.calls()),
        millis(cost.nanos()),
        millis(cost.meanNanos()),
        millis(cost.p95Nanos()),
        Long.toString(cost.trips()),
        Long.toString(cost.rows()));
  }

  private static String millis(long nanos) {
    StringBuilder text = new StringBuilder();
    StatementsJson.millis(text, nanos);
    return text.toString();
  }

  private void addSlow(Html html) {
    List<SlowQuery> slow = seen.slowQueries();
    html.heading(2, "Slow queries");
    if (slow.isEmpty()) {
      html.paragraph("None.");
      return;
    }
    html.beginTable(
        "time",
        "ms",
        "round trips",
        "rows",
        "statement",
        "id",
        "pool",
        "route or job",
        "caller",
        "error");
    for (SlowQuery query : slow) {
      html.row(
          Instant.ofEpochMilli(query.time()).toString(),
          Long.toString(query.millis()),
          Long.toString(query.roundTrips()),
          Long.toString(query.rows()),
          query.sql().text(),
          query.sql().id(),
          query.pool(),
          orEmpty(query.workName()),
          orEmpty(query.caller()),
          orEmpty(query.error()));
    }
    html.endTable();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
