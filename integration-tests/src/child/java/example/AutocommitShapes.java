package example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.jdbc.PgStatement;

/** Statements without a transaction of the driver's. */
final class AutocommitShapes {
  private AutocommitShapes() {}

  static void addTo(Map<String, Shape> all) {
    all.put("autocommit", AutocommitShapes::statements);
    all.put("autocommit-often", AutocommitShapes::often);
    all.put("autocommit-keys", AutocommitShapes::keys);
    all.put("autocommit-failing", AutocommitShapes::failing);
    all.put("transaction-by-statement", AutocommitShapes::byStatement);
    all.put("autocommit-and-back", AutocommitShapes::andBack);
    all.put("autocommit-own-query-timeout", AutocommitShapes::queryTimeout);
    all.put("autocommit-own-milliseconds", AutocommitShapes::milliseconds);
  }

  private static void statements(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      seen.add("insert", statement.executeUpdate("INSERT INTO shape (number) VALUES (1), (2)"));
      seen.rows(statement.executeQuery("SELECT number FROM shape ORDER BY 1"));
      seen.add("delete", statement.executeUpdate("DELETE FROM shape"));
      seen.results(statement, statement.execute("SELECT 1; SELECT 2")).warnings(statement);
    }
  }

  private static void often(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT ?::int + 1, 'x'")) {
      for (int i = 0; i < 12; i++) {
        select.setInt(1, i);
        seen.rows(select.executeQuery());
      }
    }
  }

  private static void keys(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(
        "INSERT INTO shape (number) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
      for (int i = 0; i < 7; i++) {
        insert.setInt(1, i);
        seen.add("insert", insert.executeUpdate()).rows(insert.getGeneratedKeys());
      }
    }
    Sql.run(connection, "DELETE FROM shape");
  }

  private static void failing(Connection connection, Seen seen) throws Exception {
    seen.failure(() -> Sql.run(connection, "SELECT 1 / 0"));
    StatementShapes.ask(connection, "SELECT 'goes on'", seen);
  }

  private static void byStatement(Connection connection, Seen seen) throws Exception {
    Sql.run(connection, "BEGIN");
    Sql.run(connection, "INSERT INTO shape (number) VALUES (1)");
    Sql.run(connection, "ROLLBACK");
    StatementShapes.ask(connection, "SELECT count(*) FROM shape", seen);
  }

  /** Turning autocommit on commits what is open. */
  private static void andBack(Connection connection, Seen seen) throws SQLException {
    connection.setAutoCommit(false);
    Sql.run(connection, "INSERT INTO shape (number) VALUES (1)");
    connection.setAutoCommit(true);
    StatementShapes.ask(connection, "SELECT count(*) FROM shape", seen);
    Sql.run(connection, "DELETE FROM shape");
  }

  private static void queryTimeout(Connection connection, Seen seen) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      seen.failure(() -> statement.execute("SELECT pg_sleep(20)"));
      seen.add("its timeout", statement.getQueryTimeout());
    }
    StatementShapes.ask(connection, "SELECT 'goes on'", seen);
  }

  /** The driver's own way to say less or more than whole seconds. */
  private static void milliseconds(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      PgStatement ofDriver = statement.unwrap(PgStatement.class);
      seen.rows(statement.executeQuery("SELECT 'none yet'"));
      seen.add("its timeout", ofDriver.getQueryTimeoutMs());
      ofDriver.setQueryTimeoutMs(1500);
      for (int i = 0; i < 2; i++) {
        seen.rows(statement.executeQuery("SELECT " + i));
        seen.add("its timeout", ofDriver.getQueryTimeoutMs());
      }
    }
  }
}
