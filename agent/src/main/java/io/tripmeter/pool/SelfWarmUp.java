package io.tripmeter.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives a pool that {@linkplain SelfFilling fills itself} connections that are ready. The pool's thread opens the first one; each further
 * time that it asks the driver, it gets a worker's connection, or the server's refusal of one. So the server sees as many attempts as
 * without a warm-up.
 */
class SelfWarmUp extends WarmUp {
  private final long heldMillis;
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable Thread leader;

  /** Attempts of the pool's that it makes for the warm-up only. */
  private int added;

  private int attempts;
  private int warmed;

  /** @param added connections of the target that the pool would not open when it begins, had it not been told to */
  SelfWarmUp(Listener listener, int target, int added, int parallelism) {
    this(listener, target, added, parallelism, WarmUpWorkers.THREADS, HELD_MILLIS);
  }

  SelfWarmUp(
      Listener listener,
      int target,
      int added,
      int parallelism,
      ThreadFactory threads,
      long heldMillis) {
    super(listener, target, parallelism, threads);
    this.added = added;
    this.heldMillis = heldMillis;
    // The pool asks for all of them at once.
    gate().want();
  }

  @Override
  @Nullable
  Connection ready(
      ConnectionSource source, String url, @Nullable Properties info, boolean isCreating)
      throws SQLException {
    synchronized (this) {
      if (attempts == 0 && leader == null) {
        leader = Thread.currentThread();
      }
      boolean failed = warmed == 0 && attempts > 0 && attempts < ahead();
      Throwable first = failed ? gate().failure() : null;
      if (added > 0 && first instanceof SQLException) {
        // The first one was refused: the server need not refuse those of the warm-up, too.
        added--;
        throw (SQLException) first;
      }
      if (isLedHere(isCreating) && lead(source)) {
        startOthers();
      }
    }
    ConnectionSource like = prefetch.source();
    if (like == null || isLedHere(isCreating)) {
      return null;
    }
    if (!like.isFor(url, info)) {
      openNoMoreAhead();
      return null;
    }
    return take();
  }

  /** The pool asks for each connection in another way, with new credentials for instance. It opens the others itself. */
  private void openNoMoreAhead() {
    prefetch.openFrom(null);
    prefetch.discard();
  }

  private @Nullable Connection take() throws SQLException {
    Connection taken;
    try {
      taken = prefetch.take();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    }
    SQLException refusal = taken == null ? prefetch.takeRefusal() : null;
    if (refusal != null && isAnsweredByRefusals()) {
      throw refusal;
    }
    return taken;
  }

  @Override
  synchronized boolean isLedHere(boolean isCreating) {
    return leader == Thread.currentThread() && !isCancelled();
  }

  @Override
  void created(Object pool) {}

  @Override
  void attempted(boolean opened) {
    synchronized (this) {
      if (leader == Thread.currentThread()) {
        leader = null;
      }
      attempts++;
      warmed += opened ? 1 : 0;
      if (attempts != ahead()) {
        return;
      }
    }
    asked();
  }

  /** Whether a worker's refusal is the answer to an attempt of the pool's; else the pool tries itself. */
  boolean isAnsweredByRefusals() {
    return true;
  }

  /** The pool has asked for each of them. */
  void asked() {
    end();
  }

  final synchronized int warmed() {
    return warmed;
  }

  final synchronized void addWarmed() {
    warmed++;
  }

  /** Each brings connections until none are left to bring. */
  @Override
  void starting(int count) {
    prefetch.expect(count);
  }

  @Override
  void notStarted() {
    prefetch.workerEnded();
  }

  @Override
  void workerEnded() {
    prefetch.workerEnded();
  }

  /** On a worker: has the pool take this connection now, on this thread; false if it does not. */
  boolean handOver(HeldConnection held) throws InterruptedException {
    return false;
  }

  /** On a worker: what the pool would ask of this connection one after the other. */
  void prepare(HeldConnection held) {}

  @Override
  void bringOne() throws InterruptedException {
    ConnectionSource from = prefetch.source();
    HeldConnection held = new HeldConnection();
    boolean kept = false;
    try {
      if (from != null && open(held, from)) {
        offerSecond(held);
        prepare(held);
        // Not before the pool's own threads, which wait.
        kept = (!prefetch.isAwaited() && handOver(held)) || prefetch.add(held);
      }
    } finally {
      if (!kept) {
        held.close();
      }
    }
  }

  /** A pool that does not ask for its connections tells nobody: they are closed then. */
  @Override
  void workersEnded() {
    if (isLedHere(false)) {
      // No worker could be started; the pool opens all itself.
      return;
    }
    try {
      if (!over.await(heldMillis, TimeUnit.MILLISECONDS)) {
        openNoMoreAhead();
        end();
      }
    } catch (InterruptedException ending) {
      cancel();
    }
  }

  @Override
  int finish() {
    over.countDown();
    prefetch.discard();
    synchronized (this) {
      return warmed;
    }
  }

  @Override
  void cancel() {
    prefetch.discard();
    super.cancel();
    over.countDown();
  }
}
