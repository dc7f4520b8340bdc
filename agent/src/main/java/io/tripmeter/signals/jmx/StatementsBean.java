package io.tripmeter.signals.jmx;

import io.tripmeter.signals.statements.Order;
import io.tripmeter.signals.statements.RankedStatement;
import io.tripmeter.signals.statements.StatementReport;
import io.tripmeter.signals.statements.TopStatements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The MBean of the table of statements. */
final class StatementsBean implements StatementsMXBean {
  private static final int TOP = 20;

  private final TopStatements statements;

  StatementsBean(TopStatements statements) {
    this.statements = statements;
  }

  @Override
  public String getSince() {
    return Instant.ofEpochMilli(statements.report(Order.TOTAL, 0).since()).toString();
  }

  @Override
  public int getKnown() {
    return statements.report(Order.TOTAL, 0).known();
  }

  @Override
  public List<StatementCost> getTop() {
    return rows(Order.TOTAL, TOP);
  }

  @Override
  public List<StatementCost> top(String by, int most) {
    Order order = Order.named(by);
    if (order == null) {
      throw new IllegalArgumentException("by is total, calls, trips, rows, mean or p95");
    }
    return rows(order, Math.max(0, most));
  }

  private List<StatementCost> rows(Order order, int most) {
    StatementReport report = statements.report(order, most);
    List<StatementCost> rows = new ArrayList<>();
    for (RankedStatement each : report.statements()) {
      rows.add(new StatementCost(each.sql().id(), each.sql().text(), each.cost()));
    }
    rows.add(new StatementCost("other", "", report.other()));
    return rows;
  }

  @Override
  public void reset() {
    statements.reset();
  }
}
