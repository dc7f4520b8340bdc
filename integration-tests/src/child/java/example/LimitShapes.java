package example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;

/** Statements with and without a query timeout side by side, longer than any timeout of a test. */
final class LimitShapes {
  private static final int SECONDS = 300;

  private LimitShapes() {}

  static void addTo(Map<String, Shape> all) {
    all.put("limits-autocommit", LimitShapes::mixed);
    all.put("limits", Shape.transaction(LimitShapes::mixed));
    all.put("limits-savepoint", Shape.transaction(LimitShapes::savepoint));
    all.put("limits-cursor", Shape.transaction(LimitShapes::cursor));
    all.put("limits-batch", Shape.transaction(LimitShapes::batch));
    all.put("limits-batch-autocommit", LimitShapes::batch);
    all.put("limits-prepared", Shape.transaction(LimitShapes::prepared));
    all.put("limits-several", LimitShapes::several);
  }

  private static void limited(Connection connection, String sql, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      seen.results(statement, statement.execute(sql)).warnings(statement);
      seen.add("its timeout", statement.getQueryTimeout());
    }
  }

  private static void mixed(Connection connection, Seen seen) throws Exception {
    limited(connection, "INSERT INTO shape (number) VALUES (1), (2)", seen);
    StatementShapes.ask(connection, "SELECT count(*) FROM shape", seen);
    limited(connection, "SELECT number FROM shape ORDER BY 1", seen);
    limited(connection, "SELECT 'again'", seen);
    StatementShapes.ask(connection, "SELECT 'unlimited'", seen);
    Sql.run(connection, "DELETE FROM shape");
    seen.failure(() -> limited(connection, "SELECT 1 / 0", seen));
    seen.failure(() -> limited(connection, "SELECT 'after a failure'", seen));
  }

  private static void savepoint(Connection connection, Seen seen) throws Exception {
    limited(connection, "SELECT 'first'", seen);
    Savepoint savepoint = connection.setSavepoint();
    StatementShapes.ask(connection, "SELECT 'unlimited'", seen);
    connection.rollback(savepoint);
    StatementShapes.ask(connection, "SELECT 'unlimited'", seen);
    seen.failure(() -> Sql.run(connection, "SELECT 1 / 0"));
    connection.rollback(savepoint);
    limited(connection, "SELECT 'limited'", seen);
    connection.releaseSavepoint(savepoint);
    connection.commit();
  }

  private static void cursor(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      statement.setFetchSize(2);
      try (ResultSet rows = statement.executeQuery("SELECT generate_series(1, 5)")) {
        while (rows.next()) {
          StatementShapes.ask(connection, "SELECT 'row " + rows.getInt(1) + "'", seen);
        }
      }
    }
    connection.commit();
  }

  private static void batch(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO shape (number) VALUES (?)")) {
      for (int seconds : new int[] {SECONDS, 0, SECONDS}) {
        insert.setQueryTimeout(seconds);
        for (int i = 0; i < 3; i++) {
          insert.setInt(1, i);
          insert.addBatch();
        }
        seen.counts(insert.executeBatch());
      }
    }
    Sql.run(connection, "DELETE FROM shape");
  }

  private static void prepared(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT ?::int + 1")) {
      for (int i = 0; i < 12; i++) {
        select.setQueryTimeout(i % 3 == 0 ? SECONDS : 0);
        select.setInt(1, i);
        seen.rows(select.executeQuery());
      }
    }
  }

  /** Several statements in one text, also such as change what is in force. */
  private static void several(Connection connection, Seen seen) throws SQLException {
    limited(connection, "SELECT 1; SELECT 2", seen);
    limited(
        connection,
        "BEGIN; SET LOCAL statement_timeout = '77s'; SHOW statement_timeout; COMMIT",
        seen);
    StatementShapes.ask(connection, "SELECT 'unlimited'", seen);
  }
}
