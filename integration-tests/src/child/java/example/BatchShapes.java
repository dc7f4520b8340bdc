package example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Batches, which the driver sends as one or in pieces. */
final class BatchShapes {
  private static final String INSERT = "INSERT INTO shape (number, name) VALUES (?, ?)";

  private BatchShapes() {}

  static void addTo(Map<String, Shape> all) {
    all.put("batch-10", Shape.transaction((connection, seen) -> prepared(connection, 10, seen)));
    all.put(
        "batch-1000", Shape.transaction((connection, seen) -> prepared(connection, 1000, seen)));
    all.put("batch-twice", Shape.transaction(BatchShapes::twice));
    all.put("batch-of-texts", Shape.transaction(BatchShapes::texts));
    all.put("batch-with-keys", Shape.transaction(BatchShapes::keys));
    all.put("batch-after-select", Shape.transaction(BatchShapes::afterSelect));
    all.put("batch-failing", Shape.transaction(BatchShapes::failing));
    all.put("batch-in-autocommit", (connection, seen) -> prepared(connection, 20, seen));
  }

  private static void prepared(Connection connection, int count, Seen seen) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      fill(insert, count);
      seen.counts(insert.executeBatch());
    }
    StatementShapes.ask(connection, "SELECT count(*), sum(number) FROM shape", seen);
    Sql.run(connection, "DELETE FROM shape");
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  private static void fill(PreparedStatement insert, int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      insert.setInt(1, i);
      insert.setString(2, "batch");
      insert.addBatch();
    }
  }

  private static void twice(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int i = 0; i < 2; i++) {
        fill(insert, 12);
        seen.counts(insert.executeBatch());
        connection.rollback();
      }
    }
  }

  private static void texts(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("INSERT INTO shape (number) VALUES (1), (2)");
      statement.addBatch("UPDATE shape SET name = 'b'");
      statement.addBatch("DELETE FROM shape WHERE number = 1");
      statement.addBatch("DELETE FROM shape");
      seen.counts(statement.executeBatch());
    }
    connection.commit();
  }

  private static void keys(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
      fill(insert, 10);
      seen.counts(insert.executeBatch()).rows(insert.getGeneratedKeys());
    }
    connection.rollback();
  }

  private static void afterSelect(Connection connection, Seen seen) throws SQLException {
    StatementShapes.ask(connection, "SELECT 1", seen);
    prepared(connection, 10, seen);
  }

  private static void failing(Connection connection, Seen seen) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("INSERT INTO shape (number) VALUES (1)");
      statement.addBatch("SELECT 1 / 0");
      statement.addBatch("INSERT INTO shape (number) VALUES (2)");
      seen.failure(statement::executeBatch);
    }
    connection.rollback();
    StatementShapes.ask(connection, "SELECT count(*) FROM shape", seen);
  }
}
