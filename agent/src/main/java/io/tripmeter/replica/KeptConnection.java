package io.tripmeter.replica;

import io.tripmeter.log.Log;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The replica's connection, if it is kept after the application has changed over: something of it is still in use, or it is to be given back
 * as the application leaves the one that it has then. One thread at a time.
 */
final class KeptConnection {
  private final OpenStatements statements = new OpenStatements();
  private @Nullable Connection kept;

  /** The application has more of it than statements. */
  private boolean held;

  /** What a call of the replica's connection has returned. */
  void given(@Nullable Object result, boolean unwrapped) throws SQLException {
    held |= unwrapped || result instanceof DatabaseMetaData;
    if (result instanceof Statement) {
      statements.add((Statement) result);
    }
  }

  boolean isInUse() throws SQLException {
    return held || statements.any();
  }

  boolean isThere() {
    return kept != null;
  }

  void keep(Connection connection) {
    kept = connection;
  }

  /** As the application has left the one that it has used last. */
  void settle(SessionState state) {
    Connection given = kept;
    if (given == null) {
      return;
    }
    try {
      if (!given.getAutoCommit()) {
        given.rollback();
      }
      state.setOnReplicas(given);
    } catch (SQLException | RuntimeException broken) {
      Log.debug("a connection to a replica keeps settings").error(broken).write();
    }
  }

  void abort(Object @Nullable [] arguments) throws SQLException {
    if (kept != null && arguments != null) {
      kept.abort((Executor) arguments[0]);
    }
  }

  /** Stays there: it is still one that was borrowed. */
  void close() {
    if (kept != null) {
      close(kept);
    }
  }

  static void close(Connection given) {
    try {
      given.close();
    } catch (SQLException | RuntimeException broken) {
      Log.debug("a pool's connection could not be given back").error(broken).write();
    }
  }
}
