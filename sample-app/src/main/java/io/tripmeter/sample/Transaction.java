package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs work in one transaction. */
@FunctionalInterface
interface Transaction<T> {

  T run() throws SQLException;

  /** Commits what {@code work} did, or rolls it back if it throws. */
  static <T> T in(Connection connection, Transaction<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
