package example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** What the driver looks up in the server's catalogs, asked for it or not. */
final class CatalogWork {
  private CatalogWork() {}

  static void addTo(Map<String, Work> all) {
    all.put("tables", Work.borrowing(CatalogWork::tables));
    all.put("keywords", Work.borrowing(connection -> connection.getMetaData().getSQLKeywords()));
    all.put("columns", Work.borrowing(CatalogWork::columns));
    all.put("columns-of", Work.borrowing(CatalogWork::columnsOf));
    all.put("type-name", Work.borrowing(connection -> typeName(connection, "'::1'::inet")));
    all.put("enum-name", Work.borrowing(connection -> typeName(connection, "'glad'::mood")));
    all.put("parameters", Work.borrowing(CatalogWork::parameters));
    all.put("array", Work.borrowing(CatalogWork::array));
  }

  private static void tables(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
      Sql.readAll(tables);
    }
  }

  private static void columns(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, name FROM item WHERE false")) {
      ResultSetMetaData columns = rows.getMetaData();
      columns.isAutoIncrement(1);
      columns.isNullable(2);
    }
  }

  /** Of a type that the driver does not know: it is looked up inside of the call, and what follows is the application's again. */
  private static void columnsOf(Connection connection) throws SQLException {
    try (ResultSet columns = connection.getMetaData().getColumns(null, "public", "feeling", null)) {
      Sql.readAll(columns);
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM item WHERE false")) {
      Sql.readAll(rows);
    }
  }

  private static void typeName(Connection connection, String value) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + value)) {
      rows.getMetaData().getColumnTypeName(1);
      rows.getMetaData().getColumnClassName(1);
    }
  }

  private static void parameters(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM item WHERE number = ? AND name = ?")) {
      statement.getParameterMetaData().getParameterCount();
    }
  }

  private static void array(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT ?::text[]")) {
      statement.setArray(1, connection.createArrayOf("text", new Object[] {"a", "b"}));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        rows.getArray(1).getArray();
      }
    }
  }
}
