package io.tripmeter.signals.overview;

import io.tripmeter.signals.statements.Order;
import io.tripmeter.signals.statements.RankedStatement;
import io.tripmeter.signals.statements.StatementReport;
import io.tripmeter.signals.statements.Tally;
import io.tripmeter.signals.statements.TopStatements;
import java.time.Instant;

/** {@code statements}: those that take the most time, and what all others cost together. */
final class StatementsSection implements Section {
  private static final int MOST = 100;

  private final TopStatements top;

  StatementsSection(TopStatements top) {
    this.top = top;
  }

  @Override
  public void addTo(Json json) {
    StatementReport report = top.report(Order.TOTAL, MOST);
    json.beginArray("statements");
    for (RankedStatement statement : report.statements()) {
      json.beginObject()
          .text("statement_id", statement.sql().id())
          .text("sql", statement.sql().text(), Texts.SQL)
          .text("since", Instant.ofEpochMilli(statement.since()).toString());
      addCost(json, statement.cost());
      json.endObject();
    }
    json.endArray()
        .text("statements_since", Instant.ofEpochMilli(report.since()).toString())
        .number("statements_known", report.known())
        .beginObject("statements_other");
    addCost(json, report.other());
    json.endObject();
  }

  private static void addCost(Json json, Tally cost) {
    json.number("calls", cost.calls())
        .millis("total_ms", cost.nanos())
        .number("round_trips", cost.trips())
        .number("rows", cost.rows())
        .millis("mean_ms", cost.meanNanos())
        .millis("p95_ms", cost.p95Nanos());
  }
}
