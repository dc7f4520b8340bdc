package io.tripmeter.boot;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one unit of work so far. Counted by one thread at a time without a lock, and under its own lock once it is {@link #share}d:
 * no count is lost, however many threads work for the unit. A part of its own for each thread, merged when the thread is done, would lose
 * those of a task that reports its result before it returns, as every Future does (docs/decisions/units-of-work.md).
 */
public final class WorkCost {
  private final int[] trips = new int[TripKind.count()];
  private final int[] avoidable = new int[Avoidable.count()];
  private final StatementCounts statementCounts = new StatementCounts();
  private boolean hadAvoidable;
  private int roundTrips;
  private int statements;
  private long databaseNanos;
  private long waitNanos;

  /** -1 once it is not known of a round trip. */
  private long linkNanos;

  /** Of the driver's calls: those that opened connections, whose round trips are not the unit's. */
  private long openingNanos;

  /** Of the waits: in calls of the driver's, whose time is the database's, too. */
  private long waitedInDriver;

  /** Set by the thread that counts alone, before another one knows of the unit: each thread sees it without a barrier. */
  private boolean shared;

  /** The unit has ended: further round trips are late, and nothing else is added. */
  private boolean closed;

  /** Of those that came before it was known where they are counted. */
  private int lateTrips;

  private @Nullable LongAdder late;

  /** Whether somebody wants to know when its round trips were. */
  private boolean traced;

  private @Nullable TripTrace trace;

  WorkCost() {}

  /** From now on it is known when each of its round trips was. Before another thread knows of the unit. */
  public void traceTrips() {
    traced = true;
  }

  /** @param kind an ordinal of {@link TripKind}, or {@link TripTrace#WAIT} */
  void trace(int kind, long start, long end, PoolStats pool, @Nullable String text) {
    if (!traced) {
      return;
    }
    if (shared) {
      traceShared(kind, start, end, pool, text);
    } else {
      add(kind, start, end, pool, text);
    }
  }

  private synchronized void traceShared(
      int kind, long start, long end, PoolStats pool, @Nullable String text) {
    if (!closed) {
      add(kind, start, end, pool, text);
    }
  }

  private void add(int kind, long start, long end, PoolStats pool, @Nullable String text) {
    TripTrace to = trace;
    if (to == null) {
      to = TripTrace.take();
      trace = to;
    }
    to.add(kind, start, end, pool, text);
  }

  /** To be read between the unit's end and its release; null if it had no round trip, or none is traced. */
  public synchronized @Nullable TripTrace trace() {
    return trace;
  }

  /** The unit is reported. */
  void endTrace() {
    if (traced) {
      forgetTrace();
    }
  }

  private synchronized void forgetTrace() {
    traced = false;
    TripTrace had = trace;
    if (had != null) {
      trace = null;
      had.giveBack();
    }
  }

  void share() {
    shared = true;
  }

  boolean isShared() {
    return shared;
  }

  void reset() {
    java.util.Arrays.fill(trips, 0);
    if (hadAvoidable) {
      java.util.Arrays.fill(avoidable, 0);
      hadAvoidable = false;
    }
    statementCounts.clear();
    roundTrips = 0;
    statements = 0;
    databaseNanos = 0;
    waitNanos = 0;
    linkNanos = 0;
    openingNanos = 0;
    waitedInDriver = 0;
    shared = false;
  }

  /** @param link the nanoseconds that the way there and back takes, as far as that is known by now; -1 if not */
  void trip(TripKind kind, long link) {
    if (shared) {
      tripShared(kind, link);
    } else {
      addTrip(kind, link);
    }
  }

  private void addTrip(TripKind kind, long link) {
    trips[kind.ordinal()]++;
    roundTrips++;
    linkNanos = link < 0 || linkNanos < 0 ? -1 : linkNanos + link;
  }

  private synchronized void tripShared(TripKind kind, long link) {
    if (closed) {
      lateTrip();
    } else {
      addTrip(kind, link);
    }
  }

  private void lateTrip() {
    if (late == null) {
      lateTrips++;
    } else {
      late.increment();
    }
  }

  /** Every round trip is either among those that are read from now on, or late. */
  synchronized void close() {
    closed = true;
  }

  synchronized void countLateIn(LongAdder counter) {
    counter.add(lateTrips);
    lateTrips = 0;
    late = counter;
  }

  void spent(long nanos) {
    if (shared) {
      addShared(nanos, 0, 0, 0);
    } else {
      databaseNanos += nanos;
    }
  }

  /** So much of what it {@link #spent} opened a connection, or tried to. Rare, so always under the lock. */
  synchronized void opened(long nanos) {
    if (!closed) {
      openingNanos += nanos;
    }
  }

  /** @param inDriver how much of it the driver's calls took */
  void waited(long nanos, long inDriver) {
    if (shared) {
      addShared(0, nanos, inDriver, 0);
    } else {
      waitNanos += nanos;
      waitedInDriver += inDriver;
    }
  }

  void executed(int count) {
    if (shared) {
      addShared(0, 0, 0, count);
    } else {
      statements += count;
    }
  }

  private synchronized void addShared(long spent, long waited, long inDriver, int executed) {
    if (closed) {
      return;
    }
    databaseNanos += spent;
    waitNanos += waited;
    waitedInDriver += inDriver;
    statements += executed;
  }

  /** Counts one more execution of this statement; returns their number, 0 if it is of no further interest. */
  int repeat(String text) {
    return shared ? repeatShared(text) : statementCounts.executed(text);
  }

  private synchronized int repeatShared(String text) {
    return closed ? 0 : statementCounts.executed(text);
  }

  /** The place that {@link #setPlace} has left for this statement. */
  public synchronized @Nullable Object place(String text) {
    return statementCounts.place(text);
  }

  /** This statement was seen to come from there. */
  public synchronized void setPlace(String text, @Nullable Object place) {
    statementCounts.setPlace(text, place);
  }

  /**
   * This statement has been found to repeat itself from one place.
   *
   * @param repeats where its executions but the first are added when the unit has ended; null for nowhere
   */
  public synchronized void markRepeated(
      String text, int count, Object caller, @Nullable LongAdder repeats) {
    statementCounts.markRepeated(text, count, caller, repeats);
  }

  /** The unit has ended: its repeated statements are added where {@link #markRepeated} was told. */
  public synchronized void countRepeats() {
    statementCounts.addRepeats();
  }

  /** Round trips of this kind. */
  public synchronized int trips(TripKind kind) {
    return trips[kind.ordinal()];
  }

  /** So many of its round trips could have been avoided. Rare, so always under the lock. */
  synchronized void avoidable(Avoidable reason, int count) {
    avoidable[reason.ordinal()] += count;
    hadAvoidable = true;
  }

  /** False if no round trip could have been avoided. */
  public synchronized boolean mayHaveAvoidable() {
    return hadAvoidable || trips[TripKind.VALIDATE.ordinal()] > 0 || statementCounts.isPlaced();
  }

  /** Round trips that could have been avoided for this reason. */
  public synchronized int avoidable(Avoidable reason) {
    switch (reason) {
      case VALIDATION:
        return trips[TripKind.VALIDATE.ordinal()];
      case REPEAT:
        return statementCounts.repeats(false);
      case SINGLE_WRITE:
        return statementCounts.repeats(true);
      default:
        return avoidable[reason.ordinal()];
    }
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

  /** Of {@link #waitNanos} what is not in {@link #databaseNanos} as well. */
  public synchronized long waitOutsideDriver() {
    return waitNanos - waitedInDriver;
  }

  /** Of {@link #databaseNanos} the time that the messages were on their way: each round trip as long as its pool's fastest by then. -1 if it is not known of each. */
  public synchronized long linkNanos() {
    return linkNanos;
  }

  /** Of {@link #databaseNanos} the time in which connections were opened. */
  public synchronized long openingNanos() {
    return openingNanos;
  }

  /** Whether {@link #markRepeated} was called for it. */
  public synchronized boolean isRepeated(String text) {
    return statementCounts.isRepeated(text);
  }

  /** Of the repeated statements, the one that was executed most often. */
  public synchronized @Nullable String repeatedText() {
    return statementCounts.text(statementCounts.mostRepeated());
  }

  public synchronized int repeatedCount() {
    return statementCounts.count(statementCounts.mostRepeated());
  }

  public synchronized @Nullable Object repeatedCaller() {
    return statementCounts.caller(statementCounts.mostRepeated());
  }
}
