package example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Results that come in pieces, and results that can be gone about in. */
final class CursorShapes {
  private static final String MANY = "SELECT generate_series(1, 100)";

  private CursorShapes() {}

  static void addTo(Map<String, Shape> all) {
    all.put("cursor", Shape.transaction(CursorShapes::cursor));
    all.put("cursor-left", Shape.transaction(CursorShapes::left));
    all.put("cursors-in-turn", Shape.transaction(CursorShapes::inTurn));
    all.put("cursor-often", Shape.transaction(CursorShapes::often));
    all.put("scrollable", Shape.transaction(CursorShapes::scrollable));
    all.put("updatable", Shape.transaction(CursorShapes::updatable));
    all.put("max-rows", Shape.transaction(CursorShapes::maxRows));
  }

  private static void cursor(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(30);
      seen.rows(statement.executeQuery(MANY));
    }
    connection.commit();
  }

  private static void left(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10);
      ResultSet rows = statement.executeQuery(MANY);
      for (int i = 0; i < 15; i++) {
        rows.next();
      }
      seen.add("row", rows.getInt(1));
    }
    connection.commit();
    StatementShapes.ask(connection, "SELECT 'after'", seen);
    connection.commit();
  }

  private static void inTurn(Connection connection, Seen seen) throws SQLException {
    try (Statement one = connection.createStatement();
        Statement two = connection.createStatement()) {
      one.setFetchSize(3);
      two.setFetchSize(4);
      try (ResultSet first = one.executeQuery("SELECT generate_series(1, 10)");
          ResultSet second = two.executeQuery("SELECT generate_series(11, 20)")) {
        while (first.next() && second.next()) {
          seen.add("pair", first.getInt(1) + "," + second.getInt(1));
        }
      }
    }
    connection.commit();
  }

  private static void often(Connection connection, Seen seen) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT generate_series(1, ?::int)")) {
      select.setFetchSize(5);
      for (int i = 6; i < 13; i++) {
        select.setInt(1, i);
        seen.rows(select.executeQuery());
      }
    }
    connection.commit();
  }

  private static void scrollable(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement(
            ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        ResultSet rows = statement.executeQuery(MANY)) {
      rows.last();
      seen.add("last", rows.getInt(1));
      rows.absolute(50);
      seen.add("fiftieth", rows.getInt(1));
    }
    connection.commit();
  }

  private static void updatable(Connection connection, Seen seen) throws SQLException {
    Sql.run(connection, "INSERT INTO shape (number, name) VALUES (1, 'before')");
    try (Statement statement =
            connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows = statement.executeQuery("SELECT id, number, name FROM shape")) {
      rows.next();
      rows.updateString("name", "after");
      rows.updateRow();
    }
    StatementShapes.ask(connection, "SELECT name FROM shape", seen);
    connection.rollback();
  }

  private static void maxRows(Connection connection, Seen seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(4);
      seen.rows(statement.executeQuery(MANY));
    }
    connection.commit();
  }
}
