package io.tripmeter.signals.slowquery;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Ends a question of the agent's own that gets no answer. A query timeout alone only asks the server to cancel, which a server that is gone does
 * not do.
 */
final class Patience {
  /** For the server to cancel and to say so. */
  private static final int GRACE_SECONDS = 5;

  private Patience() {}

  /**
   * Before the first question on it. A shorter timeout of the application's stays.
   *
   * @param seconds the query timeout
   */
  static void limit(Connection connection, int seconds) throws SQLException {
    int millis = (int) TimeUnit.SECONDS.toMillis(seconds + GRACE_SECONDS);
    int now = connection.getNetworkTimeout();
    if (now == 0 || now > millis) {
      connection.setNetworkTimeout(Runnable::run, millis);
    }
  }
}
