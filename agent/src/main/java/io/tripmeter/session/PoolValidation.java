package io.tripmeter.session;

import io.tripmeter.boot.DriverHooks;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.log.Log;
import java.sql.Connection;
import java.sql.SQLException;

/** A pool's validation of its connections: what the inlined code asks of it. */
public final class PoolValidation implements DriverHooks.Validation {
  /** Whether this Java can have idle connections watched, so that some need not be validated. */
  public static boolean canWatch() {
    return KeepAlive.isSupported();
  }

  @Override
  public boolean bypasses(Object connection, PoolStats pool, int seconds) {
    ConnectionState state = ConnectionState.of(connection);
    try {
      return state != null
          && !((Connection) connection).isClosed()
          && state.bypasses(pool, seconds);
    } catch (SQLException | RuntimeException unknown) {
      return false;
    }
  }

  @Override
  public void validated(Object connection, boolean valid) {
    ConnectionState state = ConnectionState.of(connection);
    if (state != null) {
      state.validated(valid);
    }
  }

  @Override
  public void lost(PoolStats pool, int millis) {
    pool.lostOne();
    Log.warn("connection closed: no answer to its first statement after the borrow")
        .pool(pool.name())
        .field("millis", millis)
        .write();
  }
}
