package io.tripmeter.pool;

import io.tripmeter.boot.AgentThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a pool opens, tests and closes before all others. It is left open, and is the next one that the pool asks the driver
 * for: a handshake less before the first request. Nothing has been done with it that the pool does not do with each of its connections.
 */
final class TriedConnection implements Runnable {
  /** The pool asks at once, or not for long. */
  private static final long KEPT_SECONDS = 2;

  private final HeldConnection held = new HeldConnection();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable ConnectionSource source;

  /** The pool asks the driver for it in this way; null: it has stopped trying. */
  void asked(@Nullable ConnectionSource from) {
    source = from;
  }

  /** False if it is not as a new one; then it is to be closed. */
  boolean keep(Connection tried) throws SQLException {
    ConnectionSource from = source;
    source = null;
    if (from == null || tried.isClosed() || !tried.getAutoCommit()) {
      return false;
    }
    Thread end = AgentThread.daemon("tripmeter-tried", this);
    held.hold(tried, from);
    try {
      end.start();
      return true;
    } catch (Error noThread) {
      held.take();
      return false;
    }
  }

  /** Null if there is none, or the pool asks for another one. */
  @Nullable
  Connection take(String url, @Nullable Properties info) {
    if (!held.isFor(url, info)) {
      return null;
    }
    Connection taken = held.take();
    close();
    return taken;
  }

  /** It is wanted no more. */
  void close() {
    source = null;
    over.countDown();
    held.close();
  }

  @Override
  public void run() {
    try {
      over.await(KEPT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException ending) {
      // It is closed.
    }
    held.close();
  }
}
