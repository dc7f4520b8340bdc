package io.tripmeter.boot;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What one request has cost so far. Used by one thread at a time: the one that works for the request; an asynchronous request hands it
 * on through its container. Kept and used again, so that a request allocates none.
 */
public final class RequestCounters {
  /** More distinct statements than this in one request are counted but not watched for repetition. */
  private static final int WATCHED = 64;

  private static final AtomicReferenceArray<@Nullable RequestCounters> SPARE =
      new AtomicReferenceArray<>(64);

  private final int[] trips = new int[TripKind.count()];
  private final @Nullable String[] statementTexts = new String[WATCHED];
  private final int[] statementCounts = new int[WATCHED];
  private int watched;
  private int roundTrips;
  private int statements;
  private long databaseNanos;
  private long waitNanos;
  private long start;
  private int server;

  private @Nullable String repeatedText;
  private int repeatedCount;
  private @Nullable Object repeatedCaller;
  private @Nullable Object span;
  private @Nullable String route;
  private @Nullable String method;
  private @Nullable Object exchange;
  private boolean shared;

  private RequestCounters() {}

  /** Counters at zero for a request that begins now on this thread. */
  public static RequestCounters begin(int server) {
    RequestCounters counters = SPARE.getAndSet(slot(), null);
    if (counters == null) {
      counters = new RequestCounters();
    }
    counters.server = server;
    counters.start = System.nanoTime();
    return counters;
  }

  /** Nobody looks at these counters any more, but for threads they are {@link #share}d with. */
  public void release() {
    exchange = null;
    if (!shared) {
      reset();
      SPARE.set(slot(), this);
    }
  }

  /** Another thread may still count here after the request's end: these counters will never be another request's. */
  public void share() {
    shared = true;
  }

  public boolean isShared() {
    return shared;
  }

  private static int slot() {
    return (int) (Thread.currentThread().getId() & 63);
  }

  private void reset() {
    java.util.Arrays.fill(trips, 0);
    if (watched > 0) {
      java.util.Arrays.fill(statementTexts, null);
      java.util.Arrays.fill(statementCounts, 0);
      watched = 0;
    }
    roundTrips = 0;
    statements = 0;
    databaseNanos = 0;
    waitNanos = 0;
    repeatedText = null;
    repeatedCount = 0;
    repeatedCaller = null;
    span = null;
    route = null;
    method = null;
  }

  void trip(TripKind kind) {
    trips[kind.ordinal()]++;
    roundTrips++;
  }

  void spent(long nanos) {
    databaseNanos += nanos;
  }

  void waited(long nanos) {
    waitNanos += nanos;
  }

  void executed(int count) {
    statements += count;
  }

  /** Counts one more execution of this statement; returns how many there were with it, 0 if it is not watched. */
  int repeat(String text) {
    int i = (text.hashCode() * 0x9E3779B9) >>> 26;
    for (int probed = 0; probed < WATCHED; probed++) {
      String there = statementTexts[i];
      if (there == null) {
        if (watched >= WATCHED - 8) {
          return 0;
        }
        watched++;
        statementTexts[i] = text;
        statementCounts[i] = 1;
        return 1;
      }
      if (there.equals(text)) {
        int count = ++statementCounts[i];
        if (text.equals(repeatedText)) {
          repeatedCount = count;
        }
        return count;
      }
      i = (i + 1) & (WATCHED - 1);
    }
    return 0;
  }

  /** This statement has been found to repeat itself from one place; the one that repeats most is kept. */
  public void markRepeated(String text, int count, Object caller) {
    if (repeatedText == null || count > repeatedCount) {
      repeatedText = text;
      repeatedCount = count;
      repeatedCaller = caller;
    }
  }

  /** Round trips of this kind. */
  public int trips(TripKind kind) {
    return trips[kind.ordinal()];
  }

  /** All round trips but those that open or cancel. */
  public int roundTrips() {
    return roundTrips;
  }

  public int statements() {
    return statements;
  }

  /** Time spent in the driver's calls, the answers' reading included. */
  public long databaseNanos() {
    return databaseNanos;
  }

  /** Time spent waiting for a pool to lend a connection, its validation included. */
  public long waitNanos() {
    return waitNanos;
  }

  /** {@link System#nanoTime()} at the request's begin. */
  public long start() {
    return start;
  }

  /** Index of the server that the request came through, in the agent's list. */
  public int server() {
    return server;
  }

  public @Nullable String repeatedText() {
    return repeatedText;
  }

  public int repeatedCount() {
    return repeatedCount;
  }

  public @Nullable Object repeatedCaller() {
    return repeatedCaller;
  }

  public @Nullable Object span() {
    return span;
  }

  public void setSpan(@Nullable Object span) {
    this.span = span;
  }

  public @Nullable String route() {
    return route;
  }

  public void setRoute(@Nullable String route) {
    this.route = route;
  }

  public @Nullable String method() {
    return method;
  }

  public void setMethod(@Nullable String method) {
    this.method = method;
  }

  /** The application's request object while one of its threads works for the request, otherwise null. */
  public @Nullable Object exchange() {
    return exchange;
  }

  public void setExchange(@Nullable Object exchange) {
    this.exchange = exchange;
  }
}
