package io.tripmeter.signals.spans;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Where the spans of units of work and of statements go. Called on the application's threads; {@link UnitOfWork#span} is the
 * implementation's to use.
 */
public interface Spans {
  /** There are none. */
  Spans NONE = new Spans() {};

  /** A unit begins; its operation is known, its name perhaps not. */
  default void began(UnitOfWork unit, Object subject) {}

  /**
   * A unit has ended.
   *
   * @param status as sent to the client, 0 if unknown or not a request
   */
  default void ended(UnitOfWork unit, int status, @Nullable Throwable failure) {}

  /** A unit began before there was anything to make its span, and has ended. */
  default void endedEarly(EarlyUnit unit) {}

  /**
   * A statement has ended now, of this thread's unit if there is one; only called for {@code spans=statement}.
   *
   * @param text as the application gave it
   * @param trips round trips it took
   * @param rows returned or changed
   */
  default void executed(
      String text, long nanos, long trips, long rows, @Nullable Throwable thrown, PoolStats pool) {}

  /** 32 hexadecimal digits; null if the unit has no span. */
  default @Nullable String traceId(UnitOfWork unit) {
    return null;
  }

  /** 16 hexadecimal digits; null if the unit has no span. */
  default @Nullable String spanId(UnitOfWork unit) {
    return null;
  }

  /**
   * W3C's trace-flags, 2 hexadecimal digits: bit 0 for sampled, and bit 1 for a random id as newer SDKs have it. Null if its ids are not those of
   * W3C's traceparent.
   */
  default @Nullable String traceFlags(UnitOfWork unit) {
    return null;
  }
}
