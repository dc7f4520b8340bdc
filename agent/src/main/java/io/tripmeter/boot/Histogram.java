package io.tripmeter.boot;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram with fixed buckets that may be recorded into from a hot path: one array search, one increment, one add, nothing allocated.
 * Micrometer's own lives in the agent's loader, out of the reach of inlined code; its registry exports these instead.
 *
 * <p>It has finer buckets than are exported, for {@link #quantile}, and knows its least and its greatest value exactly.
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

  private static final long[] FINE_DURATIONS = finer(10_000L, DURATIONS);
  private static final long[] FINE_COUNTS = finer(0, COUNTS);

  private final long[] bounds;

  /** With {@link #bounds} among them. */
  private final long[] fine;

  private final AtomicLongArray buckets;
  private final LongAdder sum = new LongAdder();
  private volatile long least = Long.MAX_VALUE;
  private volatile long greatest = -1;

  private Histogram(long[] bounds, long[] fine) {
    this.bounds = bounds;
    this.fine = fine;
    buckets = new AtomicLongArray(fine.length + 1);
  }

  /** These bounds and others between them, from the first on, each at most a quarter above the one before or the next whole number. */
  private static long[] finer(long first, long[] bounds) {
    long[] fine = new long[128];
    int size = 0;
    long next = first;
    for (long bound : bounds) {
      for (; next < bound; next = Math.max(next + 1, next * 5 / 4)) {
        fine[size++] = next;
      }
      fine[size++] = bound;
      next = Math.max(bound + 1, bound * 5 / 4);
    }
    return Arrays.copyOf(fine, size);
  }

  /** Of nanoseconds, in the buckets that OpenTelemetry's conventions give db.client.operation.duration (1 ms to 10 s). */
  public static Histogram ofNanos() {
    return new Histogram(DURATIONS, FINE_DURATIONS);
  }

  /** Of small numbers, such as the round trips of a request. */
  public static Histogram ofCounts() {
    return new Histogram(COUNTS, FINE_COUNTS);
  }

  public void record(long value) {
    record(value, true);
  }

  /** @param mayBeLeast false: {@link #least} stays as it is */
  void record(long value, boolean mayBeLeast) {
    if (value > greatest || (value < least && mayBeLeast)) {
      extend(mayBeLeast ? value : least, value);
    }
    int found = Arrays.binarySearch(fine, value);
    // In this order: whoever reads counts, then sum, finds every value it has counted in the sum.
    sum.add(value);
    buckets.incrementAndGet(found < 0 ? -1 - found : found);
  }

  /** Rare: a few times in a histogram's life. */
  private synchronized void extend(long low, long high) {
    least = Math.min(least, low);
    greatest = Math.max(greatest, high);
  }

  /** Adds what another one with the same bounds has. */
  public void addAll(Histogram more) {
    long[] counts = more.fineCounts();
    sum.add(more.sum());
    for (int i = 0; i < counts.length; i++) {
      buckets.addAndGet(i, counts[i]);
    }
    extend(more.least, more.greatest);
  }

  /** Upper bounds, inclusive, ascending; the last bucket has none. */
  public long[] bounds() {
    return bounds.clone();
  }

  /** How many values fell into each bucket (not cumulative); one longer than {@link #bounds()}. */
  public long[] counts() {
    long[] counts = new long[bounds.length + 1];
    long[] finer = fineCounts();
    int to = 0;
    for (int i = 0; i < finer.length; i++) {
      counts[to] += finer[i];
      if (i < fine.length && fine[i] == bounds[to]) {
        to++;
      }
    }
    return counts;
  }

  private long[] fineCounts() {
    long[] counts = new long[buckets.length()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets.get(i);
    }
    return counts;
  }

  /** The least value, exactly; -1 if there is none. */
  public long least() {
    long value = least;
    return value == Long.MAX_VALUE ? -1 : value;
  }

  /** The greatest value, exactly; -1 if there is none. */
  public long greatest() {
    return greatest;
  }

  /** For {@link #greatestSince}: the counts of one that is empty. */
  public long[] noCounts() {
    return new long[buckets.length()];
  }

  /**
   * The greatest value since the last call with these counts, at most a quarter too much; -1 if there was none. Allocates nothing.
   *
   * @param seen is set to the counts now
   */
  public long greatestSince(long[] seen) {
    int highest = -1;
    for (int i = 0; i < seen.length; i++) {
      long now = buckets.get(i);
      highest = now > seen[i] ? i : highest;
      seen[i] = now;
    }
    if (highest < 0) {
      return -1;
    }
    return highest == fine.length ? greatest : Math.min(fine[highest], greatest);
  }

  /**
   * What this share of the values is not above: at most a quarter too much, and for whole numbers below nine exact; -1 if there is none.
   *
   * @param share from 0 to 1
   */
  public long quantile(double share) {
    long[] counts = fineCounts();
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    long below = 0;
    for (int i = 0; i < fine.length && all > 0; i++) {
      below += counts[i];
      if (below >= share * all) {
        return Math.max(least(), Math.min(fine[i], greatest));
      }
    }
    return greatest;
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
