package io.tripmeter.signals.page;

import io.tripmeter.signals.slowquery.Repeat;
import io.tripmeter.signals.slowquery.SeenStatements;
import io.tripmeter.signals.slowquery.SlowQuery;
import io.tripmeter.signals.slowquery.StatementTotals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page's sections about statements: tripmeter.statements.top, slow and repeated statements. */
final class StatementSections {
  private static final int TOP = 20;

  private final SeenStatements seen;

  StatementSections(SeenStatements seen) {
    this.seen = seen;
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
          repeat.caller(),
          orEmpty(repeat.workName()),
          Long.toString(repeat.requests()));
    }
    html.endTable();
  }

  private void addTop(Html html) {
    List<StatementTotals> top = seen.top(TOP);
    html.heading(2, "Statements with the longest total time");
    html.paragraph("Slow executions only, unless spans=statement.");
    if (top.isEmpty()) {
      return;
    }
    html.beginTable("statement", "id", "executions", "total ms", "round trips");
    for (StatementTotals each : top) {
      html.row(
          each.sql().text(),
          each.sql().id(),
          Long.toString(each.executions()),
          Long.toString(each.totalMillis()),
          Long.toString(each.roundTrips()));
    }
    html.endTable();
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
