package io.tripmeter.signals.slowquery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A place that repeats a statement in units of work of one name. Any thread. */
final class KnownPlace {
  /** How long the place is trusted before a stack is checked again. */
  static final long TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable String operation;
  private final @Nullable String name;
  private final StackTraceElement place;
  private final String caller;
  private final AtomicLong checkedAt;
  private final @Nullable Repeat shown;

  /** @param shown the entry on the page; null if the page is full */
  KnownPlace(
      @Nullable String operation,
      @Nullable String name,
      StackTraceElement place,
      @Nullable Repeat shown,
      long now) {
    this.operation = operation;
    this.name = name;
    this.place = place;
    this.shown = shown;
    caller = String.valueOf(Frames.describe(place));
    checkedAt = new AtomicLong(now);
  }

  boolean isOf(@Nullable String ofOperation, @Nullable String ofName) {
    return isSame(operation, ofOperation) && isSame(name, ofName);
  }

  private static boolean isSame(@Nullable String one, @Nullable String other) {
    return one == null ? other == null : one.equals(other);
  }

  /** Whether this thread must check its stack; true for one thread each second. */
  boolean takesCheck(long now) {
    long last = checkedAt.get();
    return now - last >= TRUSTED_NANOS && checkedAt.compareAndSet(last, now);
  }

  boolean isAt(StackTraceElement seen) {
    return place.equals(seen);
  }

  String caller() {
    return caller;
  }

  @Nullable
  Repeat shown() {
    return shown;
  }
}
