package io.tripmeter.pool;

import io.tripmeter.log.Log;
import java.sql.Connection;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Fills a pool entry by entry. When the pool stands, each worker has the pool create an entry, hands it the connection that it holds, and
 * puts the entry into the pool. The pool's own thread, which adds one connection after the other, is kept from adding more than the workers
 * leave room for.
 */
final class EntryWarmUp extends WarmUp {
  private final EntryFilling filling;
  private final long creationMillis;
  private final CountDownLatch created = new CountDownLatch(1);

  /** Connections that are not in the pool yet, and for which it must leave room. */
  private final AtomicInteger reserved = new AtomicInteger();

  private final AtomicInteger unclaimed = new AtomicInteger();
  private int warmed;
  private volatile @Nullable Object pool;

  EntryWarmUp(EntryFilling filling, Listener listener, int target, int parallelism) {
    this(filling, listener, target, parallelism, WarmUpWorkers.THREADS, HELD_MILLIS);
  }

  EntryWarmUp(
      EntryFilling filling,
      Listener listener,
      int target,
      int parallelism,
      ThreadFactory threads,
      long creationMillis) {
    super(listener, target, parallelism, threads);
    this.filling = filling;
    this.creationMillis = creationMillis;
    // Before the pool stands it is unknown how many it lacks; its own thread may be quicker than
    // the end of its creation.
    reserved.set(target);
  }

  @Override
  @Nullable
  Connection ready(
      ConnectionSource source, String url, @Nullable Properties info, boolean isCreating) {
    if (isCreating) {
      begin(source);
    }
    return null;
  }

  @Override
  boolean isLedHere(boolean isCreating) {
    return isCreating && !isCancelled();
  }

  /** The pool has the connections that its creation opened, and nobody else can have it yet. */
  @Override
  void created(Object created) {
    int size = Math.max(0, filling.size(created));
    if (size > 0) {
      gate().open();
    }
    int missing = Math.max(0, target - size);
    synchronized (this) {
      if (isCancelled()) {
        // Ended without this pool, whose creation took too long.
        return;
      }
      pool = created;
      warmed = Math.min(size, target);
      reserved.set(missing);
      unclaimed.set(missing);
    }
    int promised = prefetch.source() == null ? 0 : target - 1;
    if (missing > promised) {
      startAll(missing - promised);
    }
    this.created.countDown();
    if (!workers.isAnyRunning()) {
      end();
    }
  }

  /** Each brings one connection before the pool stands. */
  @Override
  void starting(int count) {
    if (isAhead()) {
      prefetch.expect(count);
    }
  }

  @Override
  void notStarted() {
    if (isAhead()) {
      prefetch.workerEnded();
    }
  }

  private boolean isAhead() {
    return prefetch.source() != null && pool == null;
  }

  @Override
  void workersEnded() {
    if (created.getCount() == 0) {
      end();
    }
  }

  @Override
  void bringOne() throws InterruptedException {
    try (HeldConnection held = new HeldConnection()) {
      boolean opened = openAhead(held);
      awaitPool();
      offerSecond(held);
      Object into = pool;
      if (into != null && claimPlace()) {
        try {
          if (gate().isClosed()) {
            failed(gate().failure());
          } else if (opened && !held.isTaken() && !isCancelled()) {
            addTo(into, held);
          }
        } catch (ReflectiveOperationException | RuntimeException unknown) {
          failed(unknown);
        } finally {
          reserved.decrementAndGet();
        }
      }
    }
  }

  /** Once the pool stands, it opens its connections itself, on this thread. */
  private boolean openAhead(HeldConnection held) {
    ConnectionSource from = prefetch.source();
    if (from == null || pool != null) {
      return true;
    }
    try {
      return open(held, from);
    } finally {
      prefetch.add(held);
      prefetch.workerEnded();
    }
  }

  /** A creation that fails late tells nobody: its connections are closed then. */
  private void awaitPool() throws InterruptedException {
    if (!created.await(creationMillis, TimeUnit.MILLISECONDS)) {
      cancel();
    }
  }

  private boolean claimPlace() {
    int left = unclaimed.get();
    while (left > 0 && !unclaimed.compareAndSet(left, left - 1)) {
      left = unclaimed.get();
    }
    return left > 0;
  }

  private void addTo(Object into, HeldConnection held) throws ReflectiveOperationException {
    held.offer();
    Object entry;
    try {
      entry = filling.create(into);
    } finally {
      HeldConnection.endOffer();
    }
    if (entry == null) {
      failed(null);
      return;
    }
    synchronized (this) {
      if (!isCancelled() && filling.isOpen(into)) {
        filling.add(into, entry);
        warmed++;
        return;
      }
    }
    filling.discard(entry);
  }

  @Override
  int finish() {
    reserved.set(0);
    Object into = pool;
    if (into != null && !isCancelled()) {
      try {
        filling.fill(into);
      } catch (ReflectiveOperationException | RuntimeException left) {
        Log.debug("pool left to fill itself").error(left).write();
      }
    }
    // The pool is the application's, and this object may outlive it on a thread's stack. The same
    // holds for the sources of the connections, which the workers have closed.
    pool = null;
    prefetch.close();
    synchronized (this) {
      return warmed;
    }
  }

  @Override
  void cancel() {
    super.cancel();
    created.countDown();
  }

  /** Connections that are coming and not in the pool yet. */
  int reserved() {
    return isCancelled() ? 0 : reserved.get();
  }

  @Override
  boolean mayAdd(Object pool, int max) {
    int coming = reserved();
    gate().want();
    return coming == 0 || filling.size(pool) + coming < max;
  }
}
