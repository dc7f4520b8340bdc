package io.tripmeter.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A connection between its opening and its pool. Closed, it closes the connection unless somebody has taken it. Any thread. */
final class HeldConnection implements AutoCloseable {
  private static final ThreadLocal<@Nullable HeldConnection> OF_THREAD = new ThreadLocal<>();

  private @Nullable Connection connection;
  private @Nullable ConnectionSource source;
  private boolean taken;
  private boolean isSecond;

  /** The connection that this thread has offered to the pool, if it is like the one that the pool asks the driver for; else null. */
  static @Nullable Connection takeOffered(String url, @Nullable Properties info) {
    HeldConnection held = OF_THREAD.get();
    return held == null || !held.isFor(url, info) ? null : held.take();
  }

  /** The pool is about to ask for it on this thread. */
  void offer() {
    OF_THREAD.set(this);
  }

  static void endOffer() {
    OF_THREAD.remove();
  }

  synchronized void hold(@Nullable Connection opened, ConnectionSource from) {
    connection = opened;
    source = from;
  }

  synchronized boolean isFor(String url, @Nullable Properties info) {
    return source != null && source.isFor(url, info);
  }

  synchronized void markSecond() {
    isSecond = true;
  }

  /** The connection, if it is the second of its warm-up and still here. */
  synchronized @Nullable Connection second() {
    return isSecond ? connection : null;
  }

  /** Null if somebody has taken it. */
  synchronized @Nullable Connection connection() {
    return connection;
  }

  synchronized @Nullable Connection take() {
    Connection held = connection;
    taken |= held != null;
    connection = null;
    return held;
  }

  /** Whether it had a connection that somebody else has now. */
  synchronized boolean isTaken() {
    return taken;
  }

  /** The source's objects are the application's. */
  private synchronized @Nullable Connection release() {
    source = null;
    return take();
  }

  @Override
  public void close() {
    Connection unused = release();
    if (unused != null) {
      try {
        unused.close();
      } catch (SQLException closedAlready) {
        // Nobody had it.
      }
    }
  }
}
