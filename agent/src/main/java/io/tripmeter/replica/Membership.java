package io.tripmeter.replica;

import io.tripmeter.log.Log;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Whether a standby is one of the primary's: both have the identifier that initdb has given to the primary. A copy of the primary that has
 * gone its own way has it, too. One thread.
 */
final class Membership {
  /** Everybody may call it, in PostgreSQL 14 to 18, unless the permission was taken away. */
  private static final String QUESTION = "SELECT system_identifier FROM pg_control_system()";

  private final ReadPool pool;
  private @Nullable String primarys;

  /** The standby's connection that has been asked. */
  private @Nullable Connection asked;

  private boolean isOther;

  Membership(ReadPool pool) {
    this.pool = pool;
  }

  /** Asks each connection to the standby once, and the primary if the answer is not the one that was expected. */
  boolean isOther(Connection standby) throws SQLException {
    if (standby != asked) {
      String there = identifier(standby);
      if (there != null && !there.equals(primarys)) {
        primarys = ofPrimary();
      }
      isOther = there != null && primarys != null && !there.equals(primarys);
      asked = standby;
    }
    return isOther;
  }

  /** Asks again the next time. */
  void forget() {
    asked = null;
  }

  private @Nullable String ofPrimary() {
    try (Connection connection = pool.openToPrimary()) {
      return connection == null ? null : identifier(connection);
    } catch (SQLException unreachable) {
      Log.debug("whether a replica is the primary's is not known")
          .error(unreachable)
          .write();
      return null;
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
