package io.tripmeter.signals.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What borrowers of one pool have waited while all connections that it may have were open. Any thread; adding allocates nothing. */
public final class Shortage {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long OVER_SECONDS = 3_600;

  private final int max;
  private final LongAdder waits = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private volatile int mostWaiting = 1;
  private volatile long at = System.nanoTime();

  /** None yet, in a pool of this size. */
  Shortage(int max) {
    this.max = max;
  }

  void add(long waited, boolean inVain) {
    waits.increment();
    nanos.add(waited);
    if (inVain) {
      timeouts.increment();
    }
    at = System.nanoTime();
  }

  /** So many were seen to wait at once. */
  void sawWaiting(int count) {
    mostWaiting = Math.max(mostWaiting, count);
  }

  /** The pool's maximum then. */
  public int max() {
    return max;
  }

  /** Of a millisecond or more. */
  public long waits() {
    return waits.sum();
  }

  /** In all these waits. */
  public long nanos() {
    return nanos.sum();
  }

  /** Waits that ended without a connection. */
  public long timeouts() {
    return timeouts.sum();
  }

  /** At once, as far as it was seen when a wait ended. */
  public int mostWaiting() {
    return mostWaiting;
  }

  /** Nobody has waited for an hour. */
  public boolean isOver() {
    return (System.nanoTime() - at) / NANOS_PER_SECOND >= OVER_SECONDS;
  }
}
