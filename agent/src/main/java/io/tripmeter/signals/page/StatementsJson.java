package io.tripmeter.signals.page;

import io.tripmeter.log.Escape;
import io.tripmeter.signals.statements.Order;
import io.tripmeter.signals.statements.RankedStatement;
import io.tripmeter.signals.statements.StatementReport;
import io.tripmeter.signals.statements.Tally;
import io.tripmeter.signals.statements.TopStatements;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** {@code /statements?top=50&by=total}: the table of statements as JSON. */
final class StatementsJson {
  private static final int TOP = 50;
  private static final int MOST = 1_000;
  private static final String ACCEPTED =
      "Accepted are top=1 to 1000 and by=total, calls, trips, rows, mean or p95.\n";

  private final TopStatements statements;

  StatementsJson(TopStatements statements) {
    this.statements = statements;
  }

  Answer answer(String query) {
    int top = TOP;
    Order order = Order.TOTAL;
    for (String parameter : query.split("&")) {
      if (parameter.startsWith("top=")) {
        top = top(parameter.substring("top=".length()));
      } else if (parameter.startsWith("by=")) {
        order = Order.named(parameter.substring("by=".length()));
      } else if (!parameter.isEmpty()) {
        top = 0;
      }
      if (top == 0 || order == null) {
        return Answer.text(400, ACCEPTED);
      }
    }
    String json = json(statements.report(order, top));
    return new Answer(200, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** 0 if it is none. */
  private static int top(String text) {
    try {
      int top = Integer.parseInt(text);
      return top > MOST ? 0 : Math.max(0, top);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String json(StatementReport report) {
    StringBuilder to = new StringBuilder(8 * 1024);
    to.append("{\"since\":\"").append(Instant.ofEpochMilli(report.since()));
    to.append("\",\"by\":\"").append(report.order().label());
    to.append("\",\"known\":").append(report.known());
    to.append(",\"total\":{");
    cost(to, report.total());
    to.append("},\"other\":{");
    cost(to, report.other());
    to.append("},\"statements\":[");
    String separator = "\n";
    for (RankedStatement statement : report.statements()) {
      append(to.append(separator), statement);
      separator = ",\n";
    }
    return to.append("]}\n").toString();
  }

  private static void append(StringBuilder to, RankedStatement statement) {
    to.append("{\"statement_id\":\"").append(statement.sql().id()).append("\",\"sql\":\"");
    Escape.append(to, statement.sql().text(), true);
    to.append("\",\"since\":\"").append(Instant.ofEpochMilli(statement.since())).append("\",");
    cost(to, statement.cost());
    to.append('}');
  }

  private static void cost(StringBuilder to, Tally cost) {
    to.append("\"calls\":").append(cost.calls());
    millis(to.append(",\"total_ms\":"), cost.nanos());
    to.append(",\"round_trips\":").append(cost.trips());
    to.append(",\"rows\":").append(cost.rows());
    millis(to.append(",\"mean_ms\":"), cost.meanNanos());
    millis(to.append(",\"p95_ms\":"), cost.p95Nanos());
  }

  /** With three decimals. */
  private static void millis(StringBuilder to, long nanos) {
    long micros = nanos / 1_000;
    String decimals = Long.toString(1_000 + micros % 1_000).substring(1);
    to.append(micros / 1_000).append('.').append(decimals);
  }
}
