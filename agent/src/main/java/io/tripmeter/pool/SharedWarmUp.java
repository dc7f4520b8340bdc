package io.tripmeter.pool;

import io.tripmeter.boot.ThreadState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A warm-up whose workers also do what the pool's own threads would do one after the other: see {@link SharedFilling}. */
final class SharedWarmUp extends SelfWarmUp {
  private final SharedFilling filling;
  private final CountDownLatch created = new CountDownLatch(1);
  private volatile @Nullable Object standing;

  SharedWarmUp(SharedFilling filling, Listener listener, int target, int added, int parallelism) {
    super(listener, target, added, parallelism);
    this.filling = filling;
  }

  @Override
  void created(Object pool) {
    standing = pool;
    created.countDown();
  }

  @Override
  boolean handOver(HeldConnection held) throws InterruptedException {
    created.await(HELD_MILLIS, TimeUnit.MILLISECONDS);
    Object pool = standing;
    if (pool == null || isCancelled()) {
      return false;
    }
    ThreadState thread = ThreadState.current();
    boolean ours = thread.isAgentThread();
    // What is asked is the pool's, and counts as its own.
    thread.setAgentThread(false);
    held.offer();
    try {
      filling.openQueued(pool);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      failed(unknown);
    } finally {
      HeldConnection.endOffer();
      thread.setAgentThread(ours);
    }
    return held.isTaken();
  }

  @Override
  int finish() {
    // The pool is the application's, and this object may outlive it on a thread's stack.
    standing = null;
    created.countDown();
    return super.finish();
  }

  @Override
  void cancel() {
    super.cancel();
    standing = null;
    created.countDown();
  }
}
