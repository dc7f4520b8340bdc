package io.tripmeter.pool;

/** When a new connection is asked again what earlier ones could not tell: a second after the last failure, then twice as long each time. */
final class ProbePause {
  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long LONGEST_NANOS = 600 * FIRST_NANOS;

  private long pause = FIRST_NANOS;
  private long since;
  private boolean waits;

  /** Nobody could tell. */
  synchronized void failed(long now) {
    since = now;
    waits = true;
  }

  /** Whether to ask this time; whoever is told so asks. */
  synchronized boolean isOver(long now) {
    if (!waits || now - since < pause) {
      return false;
    }
    pause = Math.min(2 * pause, LONGEST_NANOS);
    waits = false;
    return true;
  }
}
