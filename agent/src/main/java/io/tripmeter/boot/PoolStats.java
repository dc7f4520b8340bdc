package io.tripmeter.boot;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What is counted for one pool, written from hot paths and read by whoever exports it. The pool itself is held weakly: a pool that the
 * application drops is collected, and its counts go with it at the next registration.
 */
public final class PoolStats {
  /** For connections that no pool opened. */
  public static final PoolStats NONE = new PoolStats("none", null);

  private static volatile PoolStats[] all = {};
  private static volatile PoolIndex index = new PoolIndex(all);

  private final String name;
  private volatile WeakReference<@Nullable Object> pool;
  private final LongAdder[] trips = new LongAdder[TripKind.count()];
  private final Histogram tripDuration = Histogram.ofNanos();
  private final Histogram operationDuration = Histogram.ofNanos();
  private final Histogram createTime = Histogram.ofNanos();
  private final Histogram waitTime = Histogram.ofNanos();
  private final Histogram useTime = Histogram.ofNanos();
  private final LongAdder timeouts = new LongAdder();
  private final LongAdder invalid = new LongAdder();

  /** Whether a quiet connection may be lent without asking the server. */
  private volatile boolean aliveBypass;

  private volatile @Nullable BorrowTest borrowTest;

  /** {@link System#nanoTime()} at which a connection was found to have been lost in silence; 0: none was. */
  private volatile long lostAt;

  /** {@link System#nanoTime()}; 0: none was opened. */
  private volatile long lastOpened;

  /** The longest seen, in nanoseconds. Of two threads that find one longer at once the shorter may stay; the next one corrects it. */
  private volatile long longestStatement;

  private volatile long longestIdleInTransaction;

  /** It is the pool of a replica: what it cannot do, its primary's pool does. */
  private volatile boolean ofReplica;

  private volatile boolean closed;

  private PoolStats(String name, @Nullable Object pool) {
    this.name = name;
    this.pool = new WeakReference<>(pool);
    for (int i = 0; i < trips.length; i++) {
      trips[i] = new LongAdder();
    }
  }

  /** A pool whose connections are not known to lead to PostgreSQL yet: nobody sees it before {@link #register()}. */
  public static PoolStats unseen(String name, Object pool) {
    return new PoolStats(name, pool);
  }

  /** The object that is the pool: the one known before was a part of it. */
  public void stands(Object standing) {
    pool = new WeakReference<>(standing);
    reindex();
  }

  private static synchronized void reindex() {
    index = new PoolIndex(all);
  }

  /** A pool that is being created. */
  public static PoolStats register(String name, Object pool) {
    PoolStats added = unseen(name, pool);
    added.register();
    return added;
  }

  /** From now on it is found by its pool, and exported. Once. */
  public void register() {
    append(this);
  }

  private static synchronized void append(PoolStats added) {
    PoolStats[] old = all;
    int kept = 0;
    for (PoolStats stats : old) {
      if (stats.isLive()) {
        kept++;
      }
    }
    PoolStats[] now = new PoolStats[kept + 1];
    int i = 0;
    for (PoolStats stats : old) {
      if (stats.isLive() && i < kept) {
        now[i++] = stats;
      }
    }
    now[i] = added;
    all = i == kept ? now : java.util.Arrays.copyOf(now, i + 1);
    index = new PoolIndex(all);
  }

  /** The counts of this pool object, or {@link #NONE}. */
  public static PoolStats of(@Nullable Object pool) {
    return pool == null ? NONE : index.of(pool);
  }

  /** Every pool that is open now. */
  public static PoolStats[] all() {
    return all.clone();
  }

  private boolean isLive() {
    return !closed && pool.get() != null;
  }

  /** @param isAnswer whether it was surely sent for this question, and not before it */
  void count(TripKind kind, long nanos, boolean isAnswer) {
    trips[kind.ordinal()].increment();
    tripDuration.record(nanos, isAnswer);
  }

  /** A connection of it has been opened, after so many nanoseconds. */
  public void opened(long nanos) {
    createTime.record(nanos);
    lastOpened = System.nanoTime();
  }

  /** Whether one was opened since this {@link System#nanoTime()}. */
  public boolean hasOpenedSince(long time) {
    long at = lastOpened;
    return at != 0 && at - time > 0;
  }

  /** A statement has ended that no migration ran. */
  void executed(long nanos) {
    if (nanos > longestStatement) {
      longestStatement = nanos;
    }
  }

  /** A session was idle in a transaction that is no migration's. */
  void idledInTransaction(long nanos) {
    if (nanos > longestIdleInTransaction) {
      longestIdleInTransaction = nanos;
    }
  }

  /** Nanoseconds from sent to read, without what migrations ran; 0 if there was none. */
  public long longestStatement() {
    return longestStatement;
  }

  /** Nanoseconds from an answer that left a transaction open to the next message; 0 if there was none. */
  public long longestIdleInTransaction() {
    return longestIdleInTransaction;
  }

  public String name() {
    return name;
  }

  public @Nullable Object pool() {
    return pool.get();
  }

  public long trips(TripKind kind) {
    return trips[kind.ordinal()].sum();
  }

  /** Adds round trips of a connection's opening, which are counted before it is known whose it is. */
  public void addTrips(TripKind kind, int count) {
    trips[kind.ordinal()].add(count);
  }

  /** Adds what another pool has counted that metrics show. */
  public void addAll(PoolStats more) {
    for (int i = 0; i < trips.length; i++) {
      trips[i].add(more.trips[i].sum());
    }
    tripDuration.addAll(more.tripDuration);
    operationDuration.addAll(more.operationDuration);
    createTime.addAll(more.createTime);
    waitTime.addAll(more.waitTime);
    useTime.addAll(more.useTime);
    timeouts.add(more.timeouts.sum());
  }

  /** Nanoseconds of the fastest round trip: as near to the link's own time as any came. -1 before the first. */
  public long fastestTrip() {
    return tripDuration.least();
  }

  /** {@link #fastestTrip} where it stands for the link of each connection; -1 if not: those of no pool may lead to different servers. */
  public long linkNanos() {
    return this == NONE ? -1 : fastestTrip();
  }

  public Histogram tripDuration() {
    return tripDuration;
  }

  /** Statements, from sent to read. */
  public Histogram operationDuration() {
    return operationDuration;
  }

  public Histogram createTime() {
    return createTime;
  }

  public Histogram waitTime() {
    return waitTime;
  }

  public Histogram useTime() {
    return useTime;
  }

  /** Borrows that ended without a connection. */
  public LongAdder timeouts() {
    return timeouts;
  }

  /** Connections that failed a validation on borrow. */
  public LongAdder invalid() {
    return invalid;
  }

  /** Whether a validation on borrow may be answered without the server. HikariCP's word for this is alive bypass. */
  public boolean hasAliveBypass() {
    return aliveBypass;
  }

  public void setAliveBypass(boolean may) {
    aliveBypass = may;
  }

  /** Null if the pool has none, or one that may ask more than whether the server answers. */
  @Nullable
  BorrowTest borrowTest() {
    return borrowTest;
  }

  public void setBorrowTest(@Nullable BorrowTest test) {
    borrowTest = test;
  }

  /** A connection was lost in silence: what happened to it may have happened to others. */
  public void lostOne() {
    lostAt = System.nanoTime();
  }

  /** Whether one was lost since a connection's last round trip at this {@link System#nanoTime()}. */
  public boolean hasLostOneSince(long lastTrip) {
    long at = lostAt;
    return at != 0 && at - lastTrip > 0;
  }

  /** Whether it is the pool of a replica, without which the application does what it does. */
  public boolean isOfReplica() {
    return ofReplica;
  }

  public void setOfReplica() {
    ofReplica = true;
  }

  public boolean isClosed() {
    return closed;
  }

  public void close() {
    closed = true;
  }
}
