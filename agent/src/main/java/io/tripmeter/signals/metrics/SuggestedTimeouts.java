package io.tripmeter.signals.metrics;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;

/**
 * Suggests session timeouts: the longest statement and the longest idle transaction of one pool, and timeout values that would have ended
 * neither. The time that statements wait for locks is not measured separately; it is part of their duration.
 */
public final class SuggestedTimeouts {
  private static final long MILLI = 1_000_000;
  private static final long LEAST_MILLIS = 1_000;

  private final long statementMillis;
  private final long idleMillis;

  private SuggestedTimeouts(long statementMillis, long idleMillis) {
    this.statementMillis = statementMillis;
    this.idleMillis = idleMillis;
  }

  public static SuggestedTimeouts of(PoolStats pool) {
    return new SuggestedTimeouts(
        ceilMillis(pool.longestStatement()), ceilMillis(pool.longestIdleInTransaction()));
  }

  private static long ceilMillis(long nanos) {
    return (nanos + MILLI - 1) / MILLI;
  }

  /** Whether a statement has run. */
  public boolean isKnown() {
    return statementMillis > 0;
  }

  public long longestStatementMillis() {
    return statementMillis;
  }

  public long longestIdleInTransactionMillis() {
    return idleMillis;
  }

  /** The suggestion as {@code key=value} pairs. */
  public String keys() {
    String statement = value(statementMillis);
    return Option.SESSION_STATEMENT_TIMEOUT.key() + "=" + statement + " "
        + Option.SESSION_LOCK_TIMEOUT.key() + "=" + statement + " "
        + Option.SESSION_IDLE_IN_TRANSACTION_TIMEOUT.key() + "=" + value(idleMillis);
  }

  /** A round number of seconds (1, 2, 5, 10, 20, 50 and so on), at least twice as long. */
  static String value(long longestMillis) {
    long wanted = Math.max(LEAST_MILLIS, 2 * longestMillis);
    for (long unit = LEAST_MILLIS; ; unit *= 10) {
      for (int step : new int[] {1, 2, 5}) {
        if (unit * step >= wanted) {
          return unit * step / 1_000 + "s";
        }
      }
    }
  }
}
