package io.tripmeter.signals.jmx;

import io.tripmeter.signals.statements.Tally;

/** A row of the table of statements, which JMX shows as composite data. */
public final class StatementCost {
  private final String statementId;
  private final String sql;
  private final Tally cost;

  StatementCost(String statementId, String sql, Tally cost) {
    this.statementId = statementId;
    this.sql = sql;
    this.cost = cost;
  }

  /** {@code other} for the row of all others. */
  public String getStatementId() {
    return statementId;
  }

  public String getSql() {
    return sql;
  }

  public long getCalls() {
    return cost.calls();
  }

  public double getTotalMillis() {
    return millis(cost.nanos());
  }

  public double getMeanMillis() {
    return millis(cost.meanNanos());
  }

  public double getP95Millis() {
    return millis(cost.p95Nanos());
  }

  public long getRoundTrips() {
    return cost.trips();
  }

  public long getRows() {
    return cost.rows();
  }

  /** With three decimals. */
  private static double millis(long nanos) {
    long micros = nanos / 1_000;
    return micros / 1e3;
  }
}
