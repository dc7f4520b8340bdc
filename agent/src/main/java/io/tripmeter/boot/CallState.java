package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** The outermost call of the driver that runs on a thread. Calls nest: the kind of the outermost is that of every round trip inside it. */
final class CallState {
  /** Null while no call runs. */
  @Nullable
  TripKind kind;

  /** {@link System#nanoTime()} when it began. */
  long start;

  /** Round trips of this thread that belong to units of work, inside one or not. A call's own are the difference. */
  long trips;

  /** In outermost calls that have ended, on this thread. */
  long spentNanos;

  /** The pool whose connection answered last on this thread. */
  PoolStats lastPool = PoolStats.NONE;

  /** Returns whether this call is the outermost. */
  boolean begin(TripKind called) {
    if (kind != null) {
      return false;
    }
    kind = called;
    start = System.nanoTime();
    return true;
  }

  /** The outermost call ends. Returns the nanoseconds that it took. */
  long end() {
    kind = null;
    long nanos = System.nanoTime() - start;
    spentNanos += nanos;
    return nanos;
  }

  long nanos() {
    return System.nanoTime() - start;
  }
}
