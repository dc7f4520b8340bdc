package io.tripmeter.signals.slowquery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A place that was seen to repeat a statement in requests of one route. Any thread. */
final class KnownPlace {
  /** How long the place is taken for known without looking at a stack again. */
  static final long TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable String method;
  private final @Nullable String route;
  private final StackTraceElement place;
  private final String caller;
  private final AtomicLong checkedAt;
  private final @Nullable Repeat shown;

  /** @param shown where it is counted for the page, null where the page is full */
  KnownPlace(
      @Nullable String method,
      @Nullable String route,
      StackTraceElement place,
      @Nullable Repeat shown,
      long now) {
    this.method = method;
    this.route = route;
    this.place = place;
    this.shown = shown;
    caller = String.valueOf(Frames.describe(place));
    checkedAt = new AtomicLong(now);
  }

  boolean isOf(@Nullable String ofMethod, @Nullable String ofRoute) {
    return isSame(method, ofMethod) && isSame(route, ofRoute);
  }

  private static boolean isSame(@Nullable String one, @Nullable String other) {
    return one == null ? other == null : one.equals(other);
  }

  /** Whether it is this caller's turn to look at the stack again; true once a second for one thread. */
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
