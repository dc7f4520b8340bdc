package io.tripmeter.replica;

import io.tripmeter.log.Log;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a standby is one of the primary's: both have the identifier that initdb has given to the primary. A copy of the primary that has
 * gone its own way has it, too. One thread.
 */
final class Membership {
  /** Everybody may call it, in PostgreSQL 14 to 18, unless the permission was taken away. */
  private static final String QUESTION = "SELECT system_identifier FROM pg_control_system()";

  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ReadPool pool;
  private @Nullable String primarys;

  /** Not before; {@link System#nanoTime()}. An attempt more each second would hurt a server that is full. */
  private long askPrimaryAt = System.nanoTime();

  /** The standby's connection that has been asked. */
  private @Nullable Connection asked;

  private boolean isOther;

  Membership(ReadPool pool) {
    this.pool = pool;
  }

  /**
   * Asks each connection to the standby once, and the primary if the answer is not the one that was expected. A primary that cannot be
   * reached is asked again later; until then the standby is taken for its own.
   */
  boolean isOther(Connection standby) throws SQLException {
    if (standby != asked && System.nanoTime() - askPrimaryAt >= 0) {
      isOther = false;
      String there = identifier(standby);
      if (there == null || there.equals(primarys) || askPrimary()) {
        isOther = there != null && primarys != null && !there.equals(primarys);
        asked = standby;
      }
    }
    return isOther;
  }

  /** Asks again the next time. */
  void forget() {
    asked = null;
  }

  /** Returns whether it could be asked. */
  private boolean askPrimary() {
    try (Connection connection = pool.openToPrimary()) {
      primarys = connection == null ? null : identifier(connection);
      return true;
    } catch (SQLException unreachable) {
      askPrimaryAt = System.nanoTime() + AGAIN_NANOS;
      Log.debug("whether a replica is the primary's is not known")
          .error(unreachable)
          .write();
      return false;
    }
  }

  /** Null if the server does not tell. */
  private static @Nullable String identifier(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUESTION)) {
      return row.next() ? row.getString(1) : null;
    } catch (SQLException refused) {
      if (connection.isClosed()) {
        throw refused;
      }
      return null;
    }
  }
}
