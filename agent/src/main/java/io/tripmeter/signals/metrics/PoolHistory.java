package io.tripmeter.signals.metrics;

import io.tripmeter.boot.Histogram;

/** A pool's connections and waits over the last quarter of an hour: a ring of numbers, which a sample fills without allocating. One thread. */
public final class PoolHistory {
  /** Of one sample, in seconds. */
  public static final int STEP_SECONDS = 10;

  private static final int SAMPLES = 90;
  private static final long UNKNOWN = -1;

  /** What each sample has: of waits the longest that has ended in this step, in nanoseconds, at most a quarter too long. */
  public enum Gauge {
    USED,
    IDLE,
    PENDING,
    WAIT_NANOS
  }

  private final long[][] ring = new long[Gauge.values().length][SAMPLES];
  private long lastStep = Long.MIN_VALUE;
  private int size;
  private long lastMillis;
  private final Histogram waits;
  private final long[] waitsBefore;

  /** @param waits of the pool's borrowers */
  PoolHistory(Histogram waits) {
    this.waits = waits;
    waitsBefore = waits.noCounts();
  }

  /**
   * @param step counts up by one each {@value #STEP_SECONDS} seconds; one that was left out is unknown
   */
  void sample(long step, WatchedPool pool) {
    long missed = size == 0 ? 0 : Math.min(SAMPLES, step - lastStep - 1);
    for (long i = missed; i > 0; i--) {
      add(step - i, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
    }
    long longest = waits.greatestSince(waitsBefore);
    lastMillis = System.currentTimeMillis();
    add(step, pool.used(), pool.idle(), pool.pending(), size == 0 ? UNKNOWN : longest);
  }

  private void add(long step, long used, long idle, long pending, long waitNanos) {
    int at = (int) Math.floorMod(step, (long) SAMPLES);
    ring[Gauge.USED.ordinal()][at] = used;
    ring[Gauge.IDLE.ordinal()][at] = idle;
    ring[Gauge.PENDING.ordinal()][at] = pending;
    ring[Gauge.WAIT_NANOS.ordinal()][at] = waitNanos;
    size = Math.min(SAMPLES, size + 1);
    lastStep = step;
  }

  /** The samples, oldest first, the last of this step; negative where it is not known. */
  public long[] of(Gauge number) {
    long[] all = ring[number.ordinal()];
    long[] samples = new long[size];
    for (int i = 0; i < size; i++) {
      samples[i] = all[(int) Math.floorMod(lastStep - size + 1 + i, (long) SAMPLES)];
    }
    return samples;
  }

  /** When the last sample was taken: milliseconds since 1970. */
  public long lastMillis() {
    return lastMillis;
  }
}
