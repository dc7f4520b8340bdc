package io.tripmeter.signals.slowquery;

import io.tripmeter.postgres.SqlText;
import java.util.concurrent.atomic.LongAdder;

/** The total cost of the recorded executions of one statement. */
public final class StatementTotals {
  private final SqlText sql;
  private final LongAdder executions = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder trips = new LongAdder();

  StatementTotals(SqlText sql) {
    this.sql = sql;
  }

  void add(long addedNanos, long addedTrips) {
    executions.increment();
    nanos.add(addedNanos);
    trips.add(addedTrips);
  }

  public SqlText sql() {
    return sql;
  }

  public long executions() {
    return executions.sum();
  }

  public long totalMillis() {
    return nanos.sum() / 1_000_000;
  }

  public long roundTrips() {
    return trips.sum();
  }
}
