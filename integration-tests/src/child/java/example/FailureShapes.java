package example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;

/** What goes wrong in a transaction, and how it goes on. */
final class FailureShapes {
  private static final String WRONG = "SELECT 1 / 0";

  private FailureShapes() {}

  static void addTo(Map<String, Shape> all) {
    all.put("failure-first", Shape.transaction(FailureShapes::first));
    all.put("failure-in-the-middle", Shape.transaction(FailureShapes::middle));
    all.put("failure-then-commit", Shape.transaction(FailureShapes::thenCommit));
    all.put("failure-to-parse-first", Shape.transaction(FailureShapes::unparsable));
    all.put("failure-of-prepared", Shape.transaction(FailureShapes::prepared));
    all.put("failure-behind-savepoint", Shape.transaction(FailureShapes::savepoint));
    all.put("failure-of-constraint-at-commit", Shape.transaction(FailureShapes::deferred));
    all.put("own-query-timeout", Shape.transaction(FailureShapes::queryTimeout));
  }

  private static void first(Connection connection, Seen seen) throws Exception {
    seen.failure(() -> Sql.run(connection, WRONG));
    connection.rollback();
    StatementShapes.ask(connection, "SELECT 'goes on'", seen);
    connection.commit();
  }

  private static void middle(Connection connection, Seen seen) throws Exception {
    Sql.run(connection, "INSERT INTO shape (number) VALUES (1)");
    seen.failure(() -> Sql.run(connection, WRONG));
    seen.failure(() -> Sql.run(connection, "SELECT 'too late'"));
    connection.rollback();
    StatementShapes.ask(connection, "SELECT count(*) FROM shape", seen);
  }

  private static void thenCommit(Connection connection, Seen seen) throws Exception {
    Sql.run(connection, "INSERT INTO shape (number) VALUES (1)");
    seen.failure(() -> Sql.run(connection, WRONG));
    seen.failure(connection::commit);
    StatementShapes.ask(connection, "SELECT count(*) FROM shape", seen);
  }

  private static void unparsable(Connection connection, Seen seen) throws Exception {
    seen.failure(() -> Sql.run(connection, "SELEC 1"));
    connection.rollback();
    seen.failure(() -> Sql.run(connection, "SELECT * FROM there_is_none"));
    connection.rollback();
    StatementShapes.ask(connection, "SELECT 'goes on'", seen);
  }

  private static void prepared(Connection connection, Seen seen) throws Exception {
    try (PreparedStatement select = connection.prepareStatement("SELECT 10 / ?::int")) {
      for (int divisor : new int[] {1, 2, 0, 5}) {
        select.setInt(1, divisor);
        seen.failure(() -> seen.rows(select.executeQuery()));
        connection.rollback();
      }
    }
  }

  private static void savepoint(Connection connection, Seen seen) throws Exception {
    Savepoint savepoint = connection.setSavepoint();
    seen.failure(() -> Sql.run(connection, WRONG));
    connection.rollback(savepoint);
    StatementShapes.ask(connection, "SELECT 'goes on'", seen);
    connection.commit();
  }

  private static void deferred(Connection connection, Seen seen) throws Exception {
    Sql.run(connection, "CREATE TABLE shape_checked (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    Sql.run(connection, "INSERT INTO shape_checked VALUES (1), (1)");
    seen.failure(connection::commit);
    StatementShapes.ask(connection, "SELECT to_regclass('shape_checked')", seen);
  }

  private static void queryTimeout(Connection connection, Seen seen) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      seen.failure(() -> statement.execute("SELECT pg_sleep(20)"));
    }
    connection.rollback();
    StatementShapes.ask(connection, "SELECT 'goes on'", seen);
  }
}
