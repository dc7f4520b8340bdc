package io.tripmeter.signals.statements;

import io.tripmeter.boot.StatementRow;
import io.tripmeter.postgres.SqlText;

/** A statement that has a row. Guarded by its table. */
final class Tracked {
  private final SqlText sql;
  private final StatementRow row;

  /** What the row had counted when the statement got it, or at the last reset. */
  private Tally before;

  private long since = System.currentTimeMillis();

  /** The time of the statement whose place it took: what it may have cost before, at most. */
  private long creditNanos;

  Tracked(SqlText sql, StatementRow row, Tally before, long creditNanos) {
    this.sql = sql;
    this.row = row;
    this.before = before;
    this.creditNanos = creditNanos;
  }

  StatementRow row() {
    return row;
  }

  String id() {
    return sql.id();
  }

  /** Milliseconds since 1970. */
  long since() {
    return since;
  }

  /** The statement with the least is removed for a new one. */
  long weight() {
    return creditNanos + row.nanos() - before.nanos();
  }

  Tally cost() {
    return costUntil(Tally.of(row));
  }

  /** @param now what the row has counted */
  Tally costUntil(Tally now) {
    return now.minus(before);
  }

  RankedStatement ranked() {
    return new RankedStatement(sql, since, cost());
  }

  void reset(long now) {
    before = Tally.of(row);
    creditNanos = 0;
    since = now;
  }
}
