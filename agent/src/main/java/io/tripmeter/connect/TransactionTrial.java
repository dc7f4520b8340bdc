package io.tripmeter.connect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Tries whether settings that go with BEGIN are in force in the transaction, in one transaction and one round trip. */
public final class TransactionTrial {
  private static final String QUESTION =
      "select name, setting from pg_catalog.pg_settings where name in ('statement_timeout', 'lock_timeout',"
          + " 'idle_in_transaction_session_timeout', 'search_path');commit";

  private TransactionTrial() {}

  /**
   * The connection is in no transaction before and after, and nobody else uses it.
   *
   * @return a setting that is not as it should be; null if all are
   */
  public static @Nullable String difference(Connection connection, StartupPlan plan)
      throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(QUESTION);
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          String name = rows.getString(1);
          if (plan.isWithBegin(name) && !plan.isInForce(name, rows.getString(2))) {
            return name + " is " + rows.getString(2);
          }
        }
      }
      return null;
    } catch (SQLException refused) {
      if (!connection.isClosed()) {
        connection.rollback();
      }
      throw refused;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(autoCommit);
      }
    }
  }
}
