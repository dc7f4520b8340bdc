package io.tripmeter.signals.statements;

import io.tripmeter.boot.StatementRow;

/** What a number of executions have cost. Immutable. */
public final class Tally {
  static final Tally NONE = new Tally(0, 0, 0, new long[new StatementRow().durations().length]);

  private static final double P95 = 0.95;

  private final long nanos;
  private final long trips;
  private final long rows;
  private final long[] durations;

  private Tally(long nanos, long trips, long rows, long[] durations) {
    this.nanos = nanos;
    this.trips = trips;
    this.rows = rows;
    this.durations = durations;
  }

  /** Durations are read first, see {@link StatementRow}. */
  static Tally of(StatementRow row) {
    long[] durations = row.durations();
    return new Tally(row.nanos(), row.trips(), row.rows(), durations);
  }

  Tally plus(Tally more) {
    return plus(more, 1);
  }

  Tally minus(Tally less) {
    return plus(less, -1);
  }

  private Tally plus(Tally other, int sign) {
    long[] sums = durations.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += sign * other.durations[i];
    }
    return new Tally(
        nanos + sign * other.nanos, trips + sign * other.trips, rows + sign * other.rows, sums);
  }

  /** Executions; a batch is one. */
  public long calls() {
    long calls = 0;
    for (long count : durations) {
      calls += count;
    }
    return calls;
  }

  public long nanos() {
    return nanos;
  }

  public long trips() {
    return trips;
  }

  /** Returned or changed. */
  public long rows() {
    return rows;
  }

  public long meanNanos() {
    long calls = calls();
    return calls == 0 ? 0 : nanos / calls;
  }

  /** 95 of 100 executions took less. At most a quarter too long; 0 if there were none. */
  public long p95Nanos() {
    long calls = calls();
    long below = 0;
    for (int i = 0; i < durations.length && calls > 0; i++) {
      below += durations[i];
      if (below >= P95 * calls) {
        return StatementRow.upperNanos(i);
      }
    }
    return 0;
  }
}
