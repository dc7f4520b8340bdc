package io.tripmeter.boot;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What the executions of one statement have cost since the row was made. Written from hot paths: four additions, nothing allocated. */
public final class StatementRow {
  /** Executions below 2^14 ns (16 us) are not told apart. */
  private static final int FIRST_POWER = 14;

  /** Executions from 2^37 ns (137 s) on are not told apart either. */
  private static final int LAST_POWER = 36;

  private static final int BUCKETS = 2 + 4 * (LAST_POWER - FIRST_POWER + 1);

  private final LongAdder nanos = new LongAdder();
  private final LongAdder trips = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final AtomicLongArray durations = new AtomicLongArray(BUCKETS);

  void add(long addedNanos, long addedTrips, long addedRows) {
    nanos.add(addedNanos);
    trips.add(addedTrips);
    rows.add(addedRows);
    // Last: whoever reads durations first finds each execution that it counts in the sums.
    durations.incrementAndGet(bucket(addedNanos));
  }

  /** Each power of two has four buckets of equal width, so a bucket's bounds differ by a quarter at most. */
  private static int bucket(long nanos) {
    int power = 63 - Long.numberOfLeadingZeros(nanos | 1);
    if (power < FIRST_POWER) {
      return 0;
    }
    if (power > LAST_POWER) {
      return BUCKETS - 1;
    }
    int quarter = (int) (nanos >>> (power - 2)) & 3;
    return 1 + 4 * (power - FIRST_POWER) + quarter;
  }

  /** The nanoseconds below which the executions of a bucket were; of the last one, those from which on they were. */
  public static long upperNanos(int bucket) {
    if (bucket == 0) {
      return 1L << FIRST_POWER;
    }
    int at = Math.min(bucket, BUCKETS - 2) - 1;
    return (5L + at % 4) << (FIRST_POWER + at / 4 - 2);
  }

  /** Executions by duration. */
  public long[] durations() {
    long[] counts = new long[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = durations.get(i);
    }
    return counts;
  }

  public long nanos() {
    return nanos.sum();
  }

  public long trips() {
    return trips.sum();
  }

  /** Returned or changed. */
  public long rows() {
    return rows.sum();
  }
}
