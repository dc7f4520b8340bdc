package example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements as short as the work they stand in. */
final class Sql {
  private Sql() {}

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The number of rows that it changes. */
  static int update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  /** Runs what has to fail on the server. */
  static void fail(Connection connection, String sql, String state) throws SQLException {
    try {
      run(connection, sql);
    } catch (SQLException e) {
      if (state.equals(e.getSQLState())) {
        return;
      }
      throw e;
    }
    throw new IllegalStateException(sql + " was to fail with " + state);
  }

  static int readAll(ResultSet rows) throws SQLException {
    int count = 0;
    while (rows.next()) {
      rows.getObject(1);
      count++;
    }
    return count;
  }

  /** Executes one prepared statement with the numbers 1 to {@code times}. */
  static void repeat(Connection connection, String sql, int threshold, int times)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(threshold);
      for (int i = 1; i <= times; i++) {
        statement.setInt(1, i);
        try (ResultSet rows = statement.executeQuery()) {
          readAll(rows);
        }
      }
    }
  }
}
