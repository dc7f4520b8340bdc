package io.tripmeter.signals.statements;

import io.tripmeter.postgres.SqlText;

/** One row of the table as it is shown. Immutable. */
public final class RankedStatement {
  private final SqlText sql;
  private final long since;
  private final Tally cost;

  RankedStatement(SqlText sql, long since, Tally cost) {
    this.sql = sql;
    this.since = since;
    this.cost = cost;
  }

  public SqlText sql() {
    return sql;
  }

  /** Milliseconds since 1970. Earlier executions, if there were any, are among the others. */
  public long since() {
    return since;
  }

  public Tally cost() {
    return cost;
  }
}
