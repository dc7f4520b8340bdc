package io.tripmeter.pool;

import io.tripmeter.boot.IsolationCalls;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Gives a pool that {@linkplain CreationFilling opens its initial connections before it stands} connections that are ready. When it stands,
 * and has all that it asked for, workers open what is wanted beyond them in the pool's own way.
 */
final class CreationWarmUp extends SelfWarmUp {
  private final CreationFilling filling;
  private final int initial;
  private final int tried;

  /** While workers open connections in it. */
  private volatile @Nullable Object standing;

  CreationWarmUp(
      CreationFilling filling, Listener listener, Object config, int target, int parallelism)
      throws ReflectiveOperationException {
    super(listener, target, 0, parallelism);
    this.filling = filling;
    initial = Math.min(filling.initialSize(config), target);
    tried = filling.tried(config);
  }

  /** One that is tried is kept, or closed and not replaced: never more at once than the pool may have. */
  @Override
  int ahead() {
    return initial;
  }

  /** The workers open theirs through the pool, which asks the driver on their threads. */
  @Override
  @Nullable
  Connection ready(
      ConnectionSource source, String url, @Nullable Properties info, boolean isCreating)
      throws SQLException {
    return standing == null && isCreating ? super.ready(source, url, info, true) : null;
  }

  /** The pool stops at the first one, and a server that is asked for many at once refuses more than it has no room for. */
  @Override
  boolean isAnsweredByRefusals() {
    return false;
  }

  /** The pool does not stand yet. */
  @Override
  void asked() {}

  @Override
  void created(Object pool) {
    prefetch.discard();
    int more = warmed() < initial + tried ? 0 : target - initial;
    synchronized (this) {
      standing = more > 0 && !isCancelled() ? pool : null;
    }
    if (standing == null) {
      end();
      return;
    }
    if (initial > 0) {
      gate().open();
    }
    startAll(more);
    if (!workers.isAnyRunning()) {
      end();
    }
  }

  @Override
  void prepare(HeldConnection held) {
    Connection connection = filling.asksIsolation() ? held.connection() : null;
    if (connection == null) {
      return;
    }
    ThreadState thread = ThreadState.current();
    boolean ours = thread.isAgentThread();
    // What is asked is the pool's, and counts as its own.
    thread.setAgentThread(false);
    try {
      IsolationCalls.told(connection, connection.getTransactionIsolation());
    } catch (SQLException broken) {
      // The pool will ask it and see.
    } finally {
      thread.setAgentThread(ours);
    }
  }

  @Override
  void bringOne() throws InterruptedException {
    Object pool = standing;
    if (pool == null) {
      super.bringOne();
      return;
    }
    try {
      if (filling.open(pool)) {
        addWarmed();
      }
    } catch (ReflectiveOperationException | RuntimeException refused) {
      failed(ReflectiveAccess.cause(refused));
    }
  }

  @Override
  void workersEnded() {
    if (standing == null) {
      super.workersEnded();
    } else {
      end();
    }
  }

  @Override
  int finish() {
    // The pool is the application's, and this object may outlive it on a thread's stack.
    standing = null;
    return Math.min(target, Math.max(0, super.finish() - tried));
  }

  @Override
  void cancel() {
    standing = null;
    super.cancel();
  }
}
