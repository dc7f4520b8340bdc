package io.tripmeter.pool;

import io.tripmeter.boot.ConnectGate;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.session.FirstNotOpened;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The warm-up of one pool: as soon as the pool opens its first connection, workers open the others, all handshakes at once. How these come
 * into the pool depends on the product, see {@link EntryWarmUp} and {@link SelfWarmUp}.
 *
 * <p>Best effort: a connection that cannot be opened is not tried again, the pool will under traffic.
 */
abstract class WarmUp {
  /** Told how it went. */
  interface Listener {
    /**
     * A connection is open, and nobody else has it yet.
     *
     * @param number 1 for the first, 2 for the second; further ones are not told
     */
    void opened(Connection connection, int number);

    /** @param failure the first one, if any */
    void ended(WarmUp warmUp, int requested, int warmed, long nanos, @Nullable Throwable failure);
  }

  /** Connections that the listener is told of. */
  static final int TOLD = 2;

  /** Connections are held no longer for a pool that does not take them. */
  static final long HELD_MILLIS = 60_000;

  final int target;
  final Prefetch prefetch = new Prefetch();
  final WarmUpWorkers workers;
  private final Listener listener;
  private final int parallelism;
  private final long start = System.nanoTime();
  private final ConnectGate gate = new ConnectGate();
  private final CountDownLatch ended = new CountDownLatch(1);
  private int told;
  private boolean begun;
  private boolean cancelled;
  private @Nullable Throwable failure;

  /**
   * @param target connections that the pool shall have
   * @param parallelism physical connects at once, the pool's own first one included
   */
  WarmUp(Listener listener, int target, int parallelism, ThreadFactory threads) {
    this.listener = listener;
    this.target = target;
    this.parallelism = parallelism;
    workers = new WarmUpWorkers(this, threads);
  }

  /**
   * The pool asks the driver for a connection, on this thread.
   *
   * @param isCreating whether this thread creates the pool
   * @return one that is ready; null: the pool opens it itself
   */
  abstract @Nullable Connection ready(
      ConnectionSource source, String url, @Nullable Properties info, boolean isCreating)
      throws SQLException;

  /** How many of them the pool opens by itself once it begins: they are opened ahead of it. */
  int ahead() {
    return target;
  }

  /** Whether the others wait for the connection that this thread opens. */
  abstract boolean isLedHere(boolean isCreating);

  /** The pool stands. */
  abstract void created(Object pool);

  /** The pool has opened a connection itself, or has failed to. */
  void attempted(boolean opened) {}

  /** Whether a pool that stands may add a connection of its own. */
  boolean mayAdd(Object pool, int max) {
    return true;
  }

  /** On a worker: brings one connection. */
  abstract void bringOne() throws InterruptedException;

  /** So many workers are about to start. */
  abstract void starting(int count);

  /** One of them could not be started. */
  abstract void notStarted();

  /** A worker that was started will bring no more. */
  void workerEnded() {}

  /** The last worker has ended, or none could be started. */
  abstract void workersEnded();

  /** Once, before the listener is told: what the pool has of the connections that it shall have. */
  abstract int finish();

  /** Opens the others meanwhile; false if they were begun before, or are not to be opened so. */
  final boolean begin(ConnectionSource from) {
    if (!lead(from)) {
      return false;
    }
    startOthers();
    return true;
  }

  /** This thread opens the first connection, however quick the workers are. */
  final synchronized boolean lead(ConnectionSource from) {
    if (begun || cancelled || ahead() <= 1 || parallelism <= 1) {
      return false;
    }
    begun = true;
    gate.lead();
    prefetch.openFrom(from);
    return true;
  }

  final void startOthers() {
    FirstConnection.prepareIfFar(gate);
    workers.start(ahead() - 1, parallelism - 1);
  }

  final void startAll(int connections) {
    workers.start(connections, parallelism);
  }

  /** Keeps the pool's other connections behind its first. */
  final ConnectGate gate() {
    return gate;
  }

  /** A worker's connection in place of the pool's first one, which was refused for want of room. */
  final @Nullable Connection takeOne() throws InterruptedException {
    gate.want();
    return prefetch.take();
  }

  /** Opens a connection ahead of the pool. False if that was refused, and not only held off with the pool's first one. */
  final boolean open(HeldConnection held, ConnectionSource from) {
    try {
      Connection connection = from.open();
      held.hold(connection, from);
      offer(connection, held);
      held.hold(unbroken(connection, from), from);
      return true;
    } catch (SQLException | ReflectiveOperationException | RuntimeException refused) {
      held.close();
      boolean heldOff = refused instanceof FirstNotOpened || refused == gate.failure();
      failed(heldOff ? null : refused);
      if (!heldOff && refused instanceof SQLException) {
        prefetch.refused((SQLException) refused);
      }
      return heldOff;
    }
  }

  /** Tells of the first connection at once, and marks the second. */
  private void offer(@Nullable Connection connection, HeldConnection held) {
    int number;
    synchronized (this) {
      if (told == TOLD || connection == null) {
        return;
      }
      number = ++told;
    }
    if (number == TOLD) {
      held.markSecond();
    } else {
      listener.opened(connection, number);
    }
  }

  /** Tells of the second one. */
  final void offerSecond(HeldConnection held) {
    Connection second = held.second();
    ConnectionSource from = prefetch.source();
    if (second == null || from == null || isCancelled()) {
      return;
    }
    listener.opened(second, TOLD);
    try {
      Connection left = unbroken(second, from);
      if (left != second) {
        held.hold(left, from);
      }
    } catch (SQLException | ReflectiveOperationException | RuntimeException refused) {
      failed(refused);
    }
  }

  /** Another one where the listener's questions have ended the connection, as a pooler does that refuses transactions. */
  private static @Nullable Connection unbroken(@Nullable Connection asked, ConnectionSource from)
      throws SQLException, ReflectiveOperationException {
    return asked != null && asked.isClosed() ? from.open() : asked;
  }

  /** Whether a second connection will be told of: two are opened at once, and neither has the other's place. */
  final boolean opensTwo() {
    return prefetch.source() != null && ahead() > TOLD && parallelism > TOLD;
  }

  /** Whether the pool's own connection is the first, and not a worker's. */
  final synchronized boolean isFirstFree() {
    if (told > 0 || prefetch.source() != null) {
      return false;
    }
    told = 1;
    return true;
  }

  final synchronized void failed(@Nullable Throwable how) {
    if (failure == null) {
      failure = how instanceof ReflectiveOperationException
          ? ReflectiveAccess.cause((ReflectiveOperationException) how)
          : how;
    }
  }

  final void end() {
    synchronized (this) {
      if (ended.getCount() == 0) {
        return;
      }
      ended.countDown();
    }
    int warmed = finish();
    listener.ended(this, target, warmed, System.nanoTime() - start, failure);
    // The source's objects are the application's, and this one may outlive them on a thread's
    // stack.
    prefetch.openFrom(null);
  }

  /** The pool closes, or was never created: connections on their way are closed on arrival. After this returns nothing is added any more. */
  void cancel() {
    synchronized (this) {
      cancelled = true;
    }
    prefetch.close();
    prefetch.openFrom(null);
    gate.cancel();
  }

  final synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Returns when it has ended, or after this time. */
  final void await(long millis) throws InterruptedException {
    gate.want();
    ended.await(millis, TimeUnit.MILLISECONDS);
  }
}
