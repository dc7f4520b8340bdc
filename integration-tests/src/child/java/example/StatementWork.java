package example;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/** Statements: prepared and not, with many rows and large ones, lost on the server. */
final class StatementWork {
  private static final String PREPARED = "SELECT ?::int + 1";

  private StatementWork() {}

  static void addTo(Map<String, Work> all) {
    all.put("cursor", Work.inTransaction(StatementWork::cursor));
    all.put("several-in-one", Work.borrowing(StatementWork::severalInOne));
    for (int threshold : new int[] {0, 1, 5}) {
      all.put(
          "prepared-" + threshold,
          Work.borrowing(connection -> Sql.repeat(connection, PREPARED, threshold, 10)));
    }
    all.put("insert-returning", Work.borrowing(StatementWork::insertReturning));
    all.put("lost-in-autocommit", Work.borrowing(StatementWork::lostInAutocommit));
    all.put("lost-with-autosave", Work.inTransaction(StatementWork::lostWithAutosave));
    all.put("megabyte", Work.borrowing(StatementWork::megabyte));
    all.put("call", Work.borrowing(StatementWork::call));
    all.put("updatable", Work.borrowing(StatementWork::updatable));
  }

  private static void cursor(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10);
      try (ResultSet rows = statement.executeQuery("SELECT generate_series(1, 100)")) {
        Sql.readAll(rows);
      }
    }
    connection.commit();
  }

  private static void severalInOne(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean rows = statement.execute("SELECT 1; SELECT 2; UPDATE item SET name = '' WHERE false");
      while (rows || statement.getUpdateCount() >= 0) {
        rows = statement.getMoreResults();
      }
    }
  }

  private static void insertReturning(Connection connection) throws SQLException {
    Sql.repeat(connection, "INSERT INTO item (number) VALUES (?) RETURNING id, name", 5, 10);
  }

  private static void lostInAutocommit(Connection connection) throws SQLException {
    Sql.repeat(connection, PREPARED, 1, 2);
    loseStatements(connection);
    Sql.repeat(connection, PREPARED, 1, 2);
  }

  private static void lostWithAutosave(Connection connection) throws SQLException {
    PGConnection driver = connection.unwrap(PGConnection.class);
    driver.setAutosave(AutoSave.ALWAYS);
    try {
      lostInAutocommit(connection);
      connection.commit();
    } finally {
      driver.setAutosave(AutoSave.NEVER);
    }
  }

  /** In a way that the driver doesn't see: it would forget them as well. */
  private static void loseStatements(Connection connection) throws SQLException {
    Sql.run(connection, "DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$");
  }

  private static void megabyte(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT ?::bytea")) {
      statement.setBytes(1, new byte[1 << 20]);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        if (rows.getBytes(1).length != 1 << 20) {
          throw new IllegalStateException("not what was sent");
        }
      }
    }
  }

  private static void call(Connection connection) throws SQLException {
    try (CallableStatement call = connection.prepareCall("{? = call upper(?)}")) {
      call.registerOutParameter(1, Types.VARCHAR);
      call.setString(2, "call");
      call.execute();
      call.getString(1);
    }
  }

  /** The driver asks for the primary key, then updates by it. */
  private static void updatable(Connection connection) throws SQLException {
    Sql.run(connection, "INSERT INTO item (number) VALUES (-1)");
    try (Statement statement = connection.createStatement(
            ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows = statement.executeQuery("SELECT id, name FROM item WHERE number = -1")) {
      rows.next();
      rows.updateString("name", "updated");
      rows.updateRow();
      rows.deleteRow();
    }
  }
}
