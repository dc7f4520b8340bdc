package io.tripmeter.boot;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * When a unit of work made its round trips and waited for connections: the first {@link #MOST} of them, in the order of their ends. Kept and
 * used again for the next unit, so that a round trip is some stores into arrays. One thread at a time.
 */
public final class TripTrace {
  /** More are counted, not kept. */
  public static final int MOST = 100;

  /** Stands for a wait for a connection where else there is a {@link TripKind#ordinal()}. */
  static final int WAIT = -1;

  /** In characters. A longer statement is shown without its text: a hundred of them could fill the heap until their request ends. */
  private static final int LONGEST = 10_000;

  private static final int SPARES = 64;

  private static final AtomicReferenceArray<@Nullable TripTrace> SPARE =
      new AtomicReferenceArray<>(SPARES);

  private final long[] starts = new long[MOST];
  private final long[] ends = new long[MOST];
  private final byte[] kinds = new byte[MOST];
  private final @Nullable PoolStats[] pools = new PoolStats[MOST];
  private final @Nullable String[] texts = new String[MOST];
  private int size;
  private int leftOut;

  private TripTrace() {}

  /** An empty one. It need not end on the thread that it began on, so every place is looked at. */
  static TripTrace take() {
    int first = slot();
    for (int i = 0; i < SPARES; i++) {
      int at = (first + i) & (SPARES - 1);
      TripTrace spare = SPARE.get(at) == null ? null : SPARE.getAndSet(at, null);
      if (spare != null) {
        return spare;
      }
    }
    return new TripTrace();
  }

  /** Nobody reads it any more. */
  void giveBack() {
    Arrays.fill(pools, 0, size, null);
    Arrays.fill(texts, 0, size, null);
    size = 0;
    leftOut = 0;
    int first = slot();
    for (int i = 0; i < SPARES; i++) {
      if (SPARE.compareAndSet((first + i) & (SPARES - 1), null, this)) {
        return;
      }
    }
  }

  private static int slot() {
    return (int) (Thread.currentThread().getId() & (SPARES - 1));
  }

  void add(int kind, long start, long end, PoolStats pool, @Nullable String text) {
    int at = size;
    if (at == MOST) {
      leftOut++;
      return;
    }
    starts[at] = start;
    ends[at] = end;
    kinds[at] = (byte) kind;
    pools[at] = pool;
    texts[at] = text == null || text.length() > LONGEST ? null : text;
    size = at + 1;
  }

  public int size() {
    return size;
  }

  /** Round trips and waits that came when it was full. */
  public int leftOut() {
    return leftOut;
  }

  /** {@link System#nanoTime()} of the flush, or of the borrow's begin. */
  public long start(int index) {
    return starts[index];
  }

  /** {@link System#nanoTime()} of the answer's first byte, or of the borrow's end. */
  public long end(int index) {
    return ends[index];
  }

  /** {@code wait}, or the label of the round trip's kind. */
  public String kind(int index) {
    return kinds[index] == WAIT ? "wait" : TripKind.of(kinds[index]).label();
  }

  public String pool(int index) {
    PoolStats pool = pools[index];
    return pool == null ? PoolStats.NONE.name() : pool.name();
  }

  /** As {@link PoolStats#linkNanos}, by now; -1 for a wait. */
  public long linkNanos(int index) {
    PoolStats pool = pools[index];
    return pool == null || kinds[index] == WAIT ? -1 : pool.linkNanos();
  }

  /** The statement as the application gave it, with its values; null for what is none, for a very long one, and where the driver would have to build it. */
  public @Nullable String text(int index) {
    return texts[index];
  }
}
