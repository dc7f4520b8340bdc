package io.tripmeter.boot;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What one request has cost so far. Used by one thread at a time, the one that works for the request, until it is {@link #share}d with
 * others; from then on under its own lock, so that nothing is lost however many count. Kept and used again, so that a request allocates
 * none.
 */
public final class RequestCounters {
  private static final AtomicReferenceArray<@Nullable RequestCounters> SPARE =
      new AtomicReferenceArray<>(64);

  private final int[] trips = new int[TripKind.count()];
  private final StatementCounts statementCounts = new StatementCounts();
  private int roundTrips;
  private int statements;
  private long databaseNanos;
  private long waitNanos;
  private long start;
  private int server;

  private @Nullable Object span;
  private @Nullable String route;
  private @Nullable String method;
  private @Nullable Object exchange;

  /** Set by the thread that counts alone, before it hands the request on: whoever counts later sees it without a barrier. */
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

  /**
   * From now on several threads may count here, also after the request's end: these counters will never be another request's. Called
   * before another thread gets to know them.
   */
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
    statementCounts.clear();
    roundTrips = 0;
    statements = 0;
    databaseNanos = 0;
    waitNanos = 0;
    span = null;
    route = null;
    method = null;
  }

  void trip(TripKind kind) {
    if (shared) {
      tripShared(kind);
    } else {
      trips[kind.ordinal()]++;
      roundTrips++;
    }
  }

  private synchronized void tripShared(TripKind kind) {
    trips[kind.ordinal()]++;
    roundTrips++;
  }

  void spent(long nanos) {
    if (shared) {
      addShared(nanos, 0, 0);
    } else {
      databaseNanos += nanos;
    }
  }

  void waited(long nanos) {
    if (shared) {
      addShared(0, nanos, 0);
    } else {
      waitNanos += nanos;
    }
  }

  void executed(int count) {
    if (shared) {
      addShared(0, 0, count);
    } else {
      statements += count;
    }
  }

  private synchronized void addShared(long spent, long waited, int executed) {
    databaseNanos += spent;
    waitNanos += waited;
    statements += executed;
  }

  /** Counts one execution of this statement more; returns how many there were with it, 0 if that is of no further interest. */
  int repeat(String text) {
    return shared ? repeatShared(text) : statementCounts.executed(text);
  }

  private synchronized int repeatShared(String text) {
    return statementCounts.executed(text);
  }

  /** What {@link #setPlace} has left for this statement in this request. */
  public synchronized @Nullable Object place(String text) {
    return statementCounts.place(text);
  }

  /** Where this statement was seen to come from. */
  public synchronized void setPlace(String text, @Nullable Object place) {
    statementCounts.setPlace(text, place);
  }

  /** This statement has been found to repeat itself from one place. */
  public synchronized void markRepeated(String text, int count, Object caller) {
    statementCounts.markRepeated(text, count, caller);
  }

  /** Round trips of this kind. */
  public synchronized int trips(TripKind kind) {
    return trips[kind.ordinal()];
  }

  /** All round trips but those that open or cancel. */
  public synchronized int roundTrips() {
    return roundTrips;
  }

  public synchronized int statements() {
    return statements;
  }

  /** Time spent in the driver's calls, the answers' reading included. */
  public synchronized long databaseNanos() {
    return databaseNanos;
  }

  /** Time spent waiting for a pool to lend a connection, its validation included. */
  public synchronized long waitNanos() {
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

  /** Whether {@link #markRepeated} was called for it. */
  public synchronized boolean isRepeated(String text) {
    return statementCounts.isRepeated(text);
  }

  /** Of the statements found to repeat themselves the one that does so most. */
  public synchronized @Nullable String repeatedText() {
    return statementCounts.text(statementCounts.mostRepeated());
  }

  public synchronized int repeatedCount() {
    return statementCounts.count(statementCounts.mostRepeated());
  }

  public synchronized @Nullable Object repeatedCaller() {
    return statementCounts.caller(statementCounts.mostRepeated());
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
