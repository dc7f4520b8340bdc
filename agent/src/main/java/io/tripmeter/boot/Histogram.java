package io.tripmeter.boot;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram with fixed buckets that may be recorded into from a hot path: one array search, one increment, one add, nothing allocated.
 * Micrometer's own lives in the agent's loader, out of the reach of inlined code; its registry exports these instead.
 */
public final class Histogram {
  private static final long[] DURATIONS = {
    1_000_000L,
    5_000_000L,
    10_000_000L,
    50_000_000L,
    100_000_000L,
    500_000_000L,
    1_000_000_000L,
    5_000_000_000L,
    10_000_000_000L
  };
  private static final long[] COUNTS = {0, 1, 2, 3, 5, 8, 13, 21, 50, 100, 200, 500, 1000};

  private final long[] bounds;
  private final AtomicLongArray buckets;
  private final LongAdder sum = new LongAdder();

  private Histogram(long[] bounds) {
    this.bounds = bounds;
    buckets = new AtomicLongArray(bounds.length + 1);
  }

  /** Of nanoseconds, in the buckets that OpenTelemetry's conventions give db.client.operation.duration (1 ms to 10 s). */
  public static Histogram ofNanos() {
    return new Histogram(DURATIONS);
  }

  /** Of small numbers, such as the round trips of a request. */
  public static Histogram ofCounts() {
    return new Histogram(COUNTS);
  }

  public void record(long value) {
    int i = 0;
    while (i < bounds.length && value > bounds[i]) {
      i++;
    }
    // In this order: whoever reads counts, then sum, finds every value it has counted in the sum.
    sum.add(value);
    buckets.incrementAndGet(i);
  }

  /** Adds what another one with the same bounds has. */
  void addAll(Histogram more) {
    long[] counts = more.counts();
    sum.add(more.sum());
    for (int i = 0; i < counts.length; i++) {
      buckets.addAndGet(i, counts[i]);
    }
  }

  /** Upper bounds, inclusive, ascending; the last bucket has none. */
  public long[] bounds() {
    return bounds.clone();
  }

  /** How many values fell into each bucket (not cumulative); one longer than {@link #bounds()}. */
  public long[] counts() {
    long[] counts = new long[buckets.length()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets.get(i);
    }
    return counts;
  }

  public long count() {
    long count = 0;
    for (int i = 0; i < buckets.length(); i++) {
      count += buckets.get(i);
    }
    return count;
  }

  public long sum() {
    return sum.sum();
  }
}
