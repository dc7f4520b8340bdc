package example;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;

/** Transactions of statements, each kind as the first one too: it is the first that BEGIN goes with. */
final class StatementShapes {
  private static final String INSERT = "INSERT INTO shape (number, name) VALUES (?, ?)";

  private StatementShapes() {}

  static void addTo(Map<String, Shape> all) {
    all.put("nothing", Shape.transaction((connection, seen) -> connection.commit()));
    all.put("select", Shape.transaction(StatementShapes::select));
    all.put("update-counts", Shape.transaction(StatementShapes::updateCounts));
    all.put("large-update-count", Shape.transaction(StatementShapes::largeCount));
    all.put("generated-keys", Shape.transaction(StatementShapes::generatedKeys));
    all.put("generated-keys-by-name", Shape.transaction(StatementShapes::keysByName));
    all.put("returning", Shape.transaction(StatementShapes::returning));
    all.put("many-in-one", Shape.transaction(StatementShapes::manyInOne));
    all.put("definition", Shape.transaction(StatementShapes::definition));
    all.put("call", Shape.transaction(StatementShapes::call));
    all.put("prepared-often", Shape.transaction(StatementShapes::preparedOften));
    all.put("metadata-first", Shape.transaction(StatementShapes::metadata));
    all.put("warning-first", Shape.transaction(StatementShapes::warning));
    all.put("savepoint-first", Shape.transaction(StatementShapes::savepointFirst));
    all.put("savepoints", Shape.transaction(StatementShapes::savepoints));
    all.put("read-only", StatementShapes::readOnly);
    all.put("two-transactions", Shape.transaction(StatementShapes::two));
    all.put("own-timeout", Shape.transaction(StatementShapes::ownTimeout));
  }

  private static void select(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      seen.rows(statement.executeQuery("SELECT generate_series(1, 3), 'a'")).warnings(statement);
    }
    connection.commit();
  }

  private static void updateCounts(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT);
        Statement statement = connection.createStatement()) {
      insert.setInt(1, 1);
      insert.setString(2, "one");
      seen.add("insert", insert.executeUpdate());
      seen.add("update", statement.executeUpdate("UPDATE shape SET number = 5 WHERE number = 1"));
      seen.add("none", statement.executeUpdate("UPDATE shape SET number = 5 WHERE number = -1"));
      seen.add("execute", statement.execute("DELETE FROM shape WHERE number = 5"));
      seen.add("delete", statement.getUpdateCount());
      seen.add("more", statement.getMoreResults()).add("end", statement.getUpdateCount());
    }
    connection.commit();
  }

  private static void largeCount(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      seen.add(
          "insert",
          statement.executeLargeUpdate(
              "INSERT INTO shape (number) SELECT generate_series(1, 2000)"));
      seen.add("update", statement.executeLargeUpdate("UPDATE shape SET name = 'x'"));
      seen.add("delete", statement.executeLargeUpdate("DELETE FROM shape"));
    }
    connection.commit();
  }

  private static void generatedKeys(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
      for (int i = 0; i < 3; i++) {
        insert.setInt(1, i);
        insert.setString(2, "key");
        seen.add("insert", insert.executeUpdate()).rows(insert.getGeneratedKeys());
      }
    }
    connection.commit();
  }

  private static void keysByName(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      seen.add(
          "insert",
          statement.executeUpdate(
              "INSERT INTO shape (number) VALUES (8), (9)", new String[] {"id", "number"}));
      seen.rows(statement.getGeneratedKeys());
    }
    connection.commit();
  }

  private static void returning(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(
        "INSERT INTO shape (number) VALUES (?), (2) RETURNING number, name")) {
      insert.setInt(1, 1);
      seen.results(insert, insert.execute());
    }
    connection.commit();
  }

  private static void manyInOne(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      seen.results(
          statement,
          statement.execute(
              "INSERT INTO shape (number) VALUES (1), (2); SELECT 'between';"
                  + " UPDATE shape SET name = 'y' WHERE number = 1; SELECT count(*) FROM shape WHERE false"));
    }
    connection.commit();
  }

  private static void definition(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      seen.add("create", statement.executeUpdate("CREATE TABLE shape_of_its_own (a int)"));
      seen.add("insert", statement.executeUpdate("INSERT INTO shape_of_its_own VALUES (1), (2)"));
      seen.add("drop", statement.executeUpdate("DROP TABLE shape_of_its_own"));
    }
    connection.commit();
  }

  private static void call(Connection connection, Seen seen) throws SQLException {
    try (CallableStatement call = connection.prepareCall("{? = call upper(?)}")) {
      call.registerOutParameter(1, Types.VARCHAR);
      call.setString(2, "called");
      call.execute();
      seen.add("call", call.getString(1));
    }
    connection.commit();
  }

  /** Past the number of executions at which the driver gives it a name, and takes values as binary. */
  private static void preparedOften(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(
        "SELECT ?::int * 3, '2024-02-29 01:02:03.456789'::timestamp, 1.50::numeric, true, 2.5::float8")) {
      for (int i = 0; i < 12; i++) {
        select.setInt(1, i);
        seen.rows(select.executeQuery());
      }
    }
    connection.commit();
  }

  private static void metadata(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT number, name FROM shape WHERE id = ?")) {
      seen.add("parameter", select.getParameterMetaData().getParameterTypeName(1));
      seen.add("column", select.getMetaData().getColumnName(2));
      select.setInt(1, -1);
      seen.rows(select.executeQuery());
    }
    connection.commit();
  }

  private static void warning(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      seen.results(statement, statement.execute("DO $$ BEGIN RAISE WARNING 'mind the gap'; END $$"))
          .warnings(statement);
    }
    seen.add("on the connection", connection.getWarnings());
    connection.commit();
  }

  private static void savepointFirst(Connection connection, Seen seen) throws SQLException {
    Savepoint savepoint = connection.setSavepoint("here");
    Sql.run(connection, "INSERT INTO shape (number) VALUES (70)");
    connection.rollback(savepoint);
    ask(connection, "SELECT count(*) FROM shape WHERE number = 70", seen);
    connection.commit();
  }

  private static void savepoints(Connection connection, Seen seen) throws SQLException {
    Sql.run(connection, "INSERT INTO shape (number) VALUES (71)");
    Savepoint outer = connection.setSavepoint();
    Sql.run(connection, "INSERT INTO shape (number) VALUES (71)");
    Savepoint inner = connection.setSavepoint();
    Sql.run(connection, "INSERT INTO shape (number) VALUES (71)");
    connection.rollback(inner);
    ask(connection, "SELECT count(*) FROM shape WHERE number = 71", seen);
    connection.releaseSavepoint(outer);
    connection.commit();
    ask(connection, "SELECT count(*) FROM shape WHERE number = 71", seen);
    Sql.run(connection, "DELETE FROM shape");
    connection.commit();
  }

  private static void readOnly(Connection connection, Seen seen) throws Exception {
    connection.setReadOnly(true);
    Shape.transaction((same, into) -> {
          ask(same, "SELECT current_setting('transaction_read_only')", into);
          into.failure(() -> Sql.run(same, "INSERT INTO shape (number) VALUES (1)"));
          same.rollback();
        })
        .in(connection, seen);
    connection.setReadOnly(false);
    Shape.transaction(
            (same, into) -> ask(same, "SELECT current_setting('transaction_read_only')", into))
        .in(connection, seen);
  }

  private static void two(Connection connection, Seen seen) throws SQLException {
    Sql.run(connection, "INSERT INTO shape (number) VALUES (72)");
    connection.rollback();
    Sql.run(connection, "INSERT INTO shape (number) VALUES (73)");
    connection.commit();
    ask(connection, "SELECT number FROM shape WHERE number IN (72, 73)", seen);
    Sql.run(connection, "DELETE FROM shape");
    connection.commit();
  }

  /** What the application sets for its transaction is the application's. */
  private static void ownTimeout(Connection connection, Seen seen) throws SQLException {
    Sql.run(connection, "SET LOCAL statement_timeout = '44s'");
    ask(connection, "SELECT current_setting('statement_timeout')", seen);
    connection.commit();
  }

  static void ask(Connection connection, String sql, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      seen.rows(rows);
    }
  }
}
