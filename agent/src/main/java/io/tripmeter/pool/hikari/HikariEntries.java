package io.tripmeter.pool.hikari;

import io.tripmeter.pool.AsideEntries;
import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * HikariCP's own objects for connections that are not in a pool: lent by its own proxies, which reset the connection when it is given
 * back. Member names as read in 3.4.5, 4.0.3, 5.1.0, 6.3.3 and 7.1.0.
 */
final class HikariEntries implements AsideEntries {
  /** ConcurrentBag.IConcurrentBagEntry. */
  static final int NOT_IN_USE = 0;

  static final int IN_USE = 1;

  /** A connection opened and set up like the pool's, without the timers of one that is to be pooled. */
  @Override
  public Object create(Object pool) throws ReflectiveOperationException {
    Object entry = callAside(pool, "newPoolEntry");
    try {
      // As of one that is lent: the pool's housekeeping leaves it alone.
      ReflectiveAccess.of(entry).call("compareAndSet", NOT_IN_USE, IN_USE);
      return entry;
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      close(entry);
      throw unknown;
    }
  }

  @Override
  public void discard(Object entry) throws ReflectiveOperationException {
    close(entry);
  }

  /** Closes an entry's connection. */
  static void close(Object entry) throws ReflectiveOperationException {
    Object connection = ReflectiveAccess.of(entry).call("close");
    try {
      if (connection != null) {
        ((Connection) connection).close();
      }
    } catch (SQLException closedAlready) {
      // Nothing is left to do for it.
    }
  }

  /** Takes "is the pool empty" since 6.0, for the severity of a log line. */
  static Object callAside(Object pool, String method) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    Object opened = access.hasWith(method, 1) ? access.call(method, false) : access.call(method);
    if (opened == null) {
      throw new ReflectiveOperationException("no connection");
    }
    return opened;
  }

  @Override
  public Connection lend(Object pool, Object entry) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(entry);
    Object leakTask = ReflectiveAccess.of(pool).part("leakTaskFactory").call("schedule", entry);
    // Takes the time, by the pool's own clock, up to 4.0.
    Object lent = access.hasWith("createProxyConnection", 2)
        ? access.call("createProxyConnection", leakTask, System.nanoTime())
        : access.call("createProxyConnection", leakTask);
    if (lent == null) {
      throw new ReflectiveOperationException("no connection");
    }
    return (Connection) lent;
  }

  @Override
  public @Nullable Connection connection(Object entry) throws ReflectiveOperationException {
    return (Connection) ReflectiveAccess.of(entry).field("connection");
  }
}
