package io.tripmeter.signals.metrics;

/** What borrowers of one pool have waited while all connections that it may have were open. Immutable. */
public final class Shortage {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int max;
  private final long waits;
  private final long nanos;
  private final long timeouts;
  private final int mostWaiting;
  private final long at = System.nanoTime();

  private Shortage(int max, long waits, long nanos, long timeouts, int mostWaiting) {
    this.max = max;
    this.waits = waits;
    this.nanos = nanos;
    this.timeouts = timeouts;
    this.mostWaiting = mostWaiting;
  }

  /** None yet, in a pool of this size. */
  static Shortage of(int max) {
    return new Shortage(max, 0, 0, 0, 0);
  }

  /** @param waiting how many borrowers wait at least: the others still do, or this one did */
  Shortage with(long waited, boolean inVain, int waiting) {
    return new Shortage(
        max,
        waits + 1,
        nanos + waited,
        timeouts + (inVain ? 1 : 0),
        Math.max(mostWaiting, waiting));
  }

  /** The pool's maximum then. */
  public int max() {
    return max;
  }

  /** Of a millisecond or more. */
  public long waits() {
    return waits;
  }

  /** In all these waits. */
  public long nanos() {
    return nanos;
  }

  /** Waits that ended without a connection. */
  public long timeouts() {
    return timeouts;
  }

  /** At once, as far as it was seen when a wait ended. */
  public int mostWaiting() {
    return mostWaiting;
  }

  /** Since the last wait. */
  public long secondsSince() {
    return (System.nanoTime() - at) / NANOS_PER_SECOND;
  }
}
