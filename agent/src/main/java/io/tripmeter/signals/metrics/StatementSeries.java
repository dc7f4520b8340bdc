package io.tripmeter.signals.metrics;

import io.tripmeter.signals.statements.Order;
import io.tripmeter.signals.statements.RankedStatement;
import io.tripmeter.signals.statements.TopStatements;

/** The series of the statements that take the most time, for {@code metrics.statements}. */
final class StatementSeries {
  private static final double NANOS_PER_SECOND = 1e9;

  private final TopStatements table;
  private final int most;

  StatementSeries(TopStatements table, int most) {
    this.table = table;
    this.most = most;
  }

  void addTo(Catalogue catalogue) {
    for (RankedStatement each : table.report(Order.TOTAL, most).statements()) {
      String id = each.sql().id();
      String[] label = {"statement_id", id};
      catalogue.counter(
          "tripmeter.statement.calls",
          "Executions of a statement",
          new Rising(() -> table.costOf(id).calls()),
          label);
      catalogue.add(Series.counterOfSeconds(
          "tripmeter.statement.time",
          "Time of a statement, from sent to read",
          new Rising(() -> table.costOf(id).nanos() / NANOS_PER_SECOND),
          label));
      catalogue.counter(
          "tripmeter.statement.round_trips",
          "Round trips of a statement's executions",
          new Rising(() -> table.costOf(id).trips()),
          label);
      catalogue.counter(
          "tripmeter.statement.rows",
          "Rows that a statement returned or changed",
          new Rising(() -> table.costOf(id).rows()),
          label);
    }
  }
}
