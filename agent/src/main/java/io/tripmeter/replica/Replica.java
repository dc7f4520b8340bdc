package io.tripmeter.replica;

import io.tripmeter.log.Log;
import io.tripmeter.log.Secrets;
import io.tripmeter.signals.metrics.ReplicaGauges;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The replica of one pool's primary: whether it is in use, and its connections. Any thread. */
public final class Replica implements ReplicaGauges {
  private static final long FIRST_PAUSE_NANOS = 5_000_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

  private enum Status {
    NEW,
    USED,
    LEFT_OUT
  }

  private final String name;
  private final ReplicaUrl url;
  private final ReadPool pool;
  private final Writes writes;
  private final AtomicInteger lent = new AtomicInteger();
  private final LongAdder fromReplica = new LongAdder();
  private final LongAdder fromPrimary = new LongAdder();
  private volatile boolean used;
  private volatile long lagMillis = StandbyAnswer.UNKNOWN;
  private Status status = Status.NEW;
  private long pausedUntil;
  private long pause;

  /**
   * @param name of the primary's pool
   * @param stickyMillis how long what has written reads from the primary
   */
  public Replica(String name, ReplicaUrl url, ReadPool pool, long stickyMillis) {
    this.name = name;
    this.url = url;
    this.pool = pool;
    writes = new Writes(stickyMillis);
  }

  ReadPool pool() {
    return pool;
  }

  Writes writes() {
    return writes;
  }

  /** A statement has been executed on the primary. */
  public void executed(@Nullable String sql) {
    if (writes.matter() && (sql == null || SqlWrites.mayWrite(sql))) {
      writes.note();
    }
  }

  /** Whether what this thread works for may read from it now. */
  boolean mayRead() {
    return used && !writes.isRecent();
  }

  /** A connection of its pool; null if the work is to stay where it is. Waits for no other borrower. */
  @Nullable
  Connection borrow() {
    Connection connection = mayRead() && reserve() ? borrowReserved() : null;
    (connection == null ? fromPrimary : fromReplica).increment();
    return connection;
  }

  private boolean reserve() {
    if (lent.incrementAndGet() <= pool.max()) {
      return true;
    }
    lent.decrementAndGet();
    return false;
  }

  private @Nullable Connection borrowReserved() {
    try {
      Connection connection = pool.borrow();
      pause = 0;
      return connection;
    } catch (SQLException | RuntimeException failed) {
      lent.decrementAndGet();
      if (!Thread.currentThread().isInterrupted()) {
        pause(failed);
      }
      return null;
    }
  }

  /** A connection of {@link #borrow} is no longer in use. */
  void returned() {
    lent.decrementAndGet();
  }

  /** Its server may answer the probe all the same: the next attempt is later each time. */
  void pause(Throwable failed) {
    pause(Secrets.describe(failed));
  }

  synchronized void pause(String reason) {
    pause = Math.min(LONGEST_PAUSE_NANOS, Math.max(FIRST_PAUSE_NANOS, pause * 2));
    pausedUntil = Writes.now() + pause;
    leaveOut(reason);
  }

  synchronized boolean isLeftOut() {
    return status == Status.LEFT_OUT;
  }

  synchronized boolean isPaused() {
    if (pausedUntil != 0 && Writes.now() - pausedUntil >= 0) {
      pausedUntil = 0;
    }
    return pausedUntil != 0;
  }

  /** Its server is a standby that is near enough. */
  synchronized void use(long lag) {
    lagMillis = lag;
    if (used) {
      return;
    }
    used = true;
    Log.info(
            status == Status.NEW
                ? "read-only work goes to the replica"
                : "the replica is back, read-only work goes there again")
        .pool(name)
        .field("replica", url.toString())
        .field("lag_ms", lag)
        .write();
    status = Status.USED;
  }

  synchronized void lags(long lag, long most) {
    lagMillis = lag;
    leaveOut("it is " + lag + " ms behind, replica.max-lag is " + most + " ms");
  }

  synchronized void leaveOut(String reason) {
    used = false;
    if (status == Status.LEFT_OUT) {
      return;
    }
    status = Status.LEFT_OUT;
    Log.warn("the replica is left out, read-only work stays on the primary")
        .pool(name)
        .field("replica", url.toString())
        .field("reason", reason)
        .write();
  }

  synchronized void lagIsUnknown() {
    lagMillis = StandbyAnswer.UNKNOWN;
  }

  /** Its primary's pool has gone. */
  void end() {
    used = false;
    pool.close();
  }

  @Override
  public String poolName() {
    return name;
  }

  @Override
  public boolean isUsed() {
    return used;
  }

  @Override
  public double lagSeconds() {
    long lag = lagMillis;
    return lag < 0 ? Double.NaN : lag / 1000.0;
  }

  @Override
  public long reads(boolean fromTheReplica) {
    return (fromTheReplica ? fromReplica : fromPrimary).sum();
  }
}
