package io.tripmeter.signals.spans;

import io.tripmeter.boot.PoolStats;
import org.jspecify.annotations.Nullable;

/** Told of statements after they were executed, on the application's thread. */
public interface StatementSpans {
  /**
   * A statement has ended now.
   *
   * @param text as the application gave it
   * @param trips round trips it took
   * @param rows returned or changed
   */
  void executed(
      String text, long nanos, long trips, long rows, @Nullable Throwable thrown, PoolStats pool);
}
