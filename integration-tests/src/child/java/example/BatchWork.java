package example;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Batches, and keys that the server generates. */
final class BatchWork {
  private static final String INSERT = "INSERT INTO item (number, name) VALUES (?, ?)";

  private BatchWork() {}

  static void addTo(Map<String, Work> all) {
    all.put("batch-10", Work.inTransaction(connection -> batch(connection, 10)));
    all.put("batch-1000", Work.inTransaction(connection -> batch(connection, 1000)));
    all.put("batch-in-autocommit", Work.borrowing(BatchWork::inAutocommit));
    all.put("generated-key", Work.borrowing(BatchWork::generatedKey));
    all.put("batch-with-keys", Work.inTransaction(BatchWork::withKeys));
    all.put("batch-of-statements", Work.borrowing(BatchWork::ofStatements));
    all.put("error-in-batch", Work.inTransaction(BatchWork::error));
  }

  private static void add(PreparedStatement statement, int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      statement.setInt(1, i);
      statement.setString(2, "item " + i);
      statement.addBatch();
    }
  }

  private static void batch(Connection connection, int count) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      add(statement, count);
      statement.executeBatch();
    }
    connection.commit();
  }

  private static void inAutocommit(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      add(statement, 10);
      statement.executeBatch();
    }
  }

  private static void generatedKey(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
      statement.setInt(1, 1);
      statement.setString(2, "one");
      statement.executeUpdate();
      readKeys(statement);
    }
  }

  private static void withKeys(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
      add(statement, 10);
      statement.executeBatch();
      readKeys(statement);
    }
    connection.commit();
  }

  private static void readKeys(Statement statement) throws SQLException {
    try (ResultSet keys = statement.getGeneratedKeys()) {
      Sql.readAll(keys);
    }
  }

  private static void ofStatements(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < 10; i++) {
        statement.addBatch("INSERT INTO item (number) VALUES (" + i + ")");
      }
      statement.executeBatch();
    }
  }

  private static void error(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO item (number) VALUES (10 / ?)")) {
      for (int i = 5; i >= 0; i--) {
        statement.setInt(1, i);
        statement.addBatch();
      }
      statement.executeBatch();
      throw new IllegalStateException("the batch was to fail");
    } catch (BatchUpdateException expected) {
      connection.rollback();
    }
  }
}
