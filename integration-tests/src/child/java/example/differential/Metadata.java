package example.differential;

import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.util.TreeSet;

/** Questions about the database, the driver and the connection itself. */
final class Metadata {
  private Metadata() {}

  static void addTo(Operations all) {
    all.add("result-metadata", 5, Metadata::ofResult);
    all.add("parameter-metadata", 4, Metadata::ofParameters);
    all.add("database-metadata", 3, Metadata::ofDatabase);
    all.add("connection", 4, Metadata::ofConnection);
    all.add("valid", 4, slot -> slot.seen.fact("valid", slot.connection().isValid(slot.chance(3))));
    all.add("objects", 3, Metadata::objects);
  }

  private static void ofResult(Slot slot) throws Exception {
    try (PreparedStatement select = slot.prepare(
        "SELECT id, name AS n, amount, mood, tags, count(*) OVER () FROM {t} WHERE id = ?")) {
      for (int i = slot.chance(7); i >= 0; i--) {
        ResultSetMetaData metadata = select.getMetaData();
        slot.seen.fact("columns", Observer.columns(metadata));
        select.setInt(1, i);
        slot.seen.rows(select.executeQuery());
      }
      ResultSetMetaData metadata = select.getMetaData();
      for (int i = 1; i <= metadata.getColumnCount(); i++) {
        slot.seen.fact(
            "column",
            metadata.getColumnName(i) + " " + metadata.getColumnTypeName(i) + " "
                + metadata.getColumnClassName(i) + " " + metadata.getTableName(i) + " "
                + metadata.isNullable(i) + " " + metadata.isAutoIncrement(i) + " "
                + metadata.isSigned(i));
      }
    }
  }

  private static void ofParameters(Slot slot) throws Exception {
    try (PreparedStatement insert =
        slot.prepare("INSERT INTO {t} (code, name, mood, tags) VALUES (?, ?, ?, ?)")) {
      ParameterMetaData parameters = insert.getParameterMetaData();
      for (int i = 1; i <= parameters.getParameterCount(); i++) {
        slot.seen.fact(
            "parameter",
            parameters.getParameterTypeName(i) + " " + parameters.getParameterClassName(i));
      }
    }
  }

  private static void ofDatabase(Slot slot) throws Exception {
    DatabaseMetaData metadata = slot.connection().getMetaData();
    slot.seen.fact("url", metadata.getURL() + " " + metadata.getUserName());
    slot.seen.fact(
        "version",
        metadata.getDatabaseProductVersion() + " " + metadata.getDriverVersion() + " "
            + metadata.getMaxConnections());
    switch (slot.chance(4)) {
      case 0:
        tables(
            slot,
            metadata.getTables(null, slot.account.schema, "t\\_%", new String[] {"TABLE"}),
            "TABLE_NAME");
        break;
      case 1:
        tables(
            slot,
            metadata.getColumns(null, slot.account.schema, "t\\_" + slot.name, "%"),
            "COLUMN_NAME");
        break;
      case 2:
        tables(
            slot, metadata.getPrimaryKeys(null, slot.account.schema, "t_" + slot.name), "PK_NAME");
        break;
      default:
        tables(
            slot,
            metadata.getIndexInfo(null, slot.account.schema, "t_" + slot.name, true, true),
            "INDEX_NAME");
    }
  }

  private static void tables(Slot slot, ResultSet rows, String column) throws Exception {
    while (rows.next()) {
      slot.seen.fact(column, rows.getString(column));
    }
    rows.close();
  }

  private static void ofConnection(Slot slot) throws Exception {
    slot.seen.fact("catalog", slot.connection().getCatalog());
    slot.seen.fact("info", new TreeSet<>(slot.connection().getClientInfo().keySet()));
    slot.seen.fact("read only", slot.connection().isReadOnly());
    for (String name : new String[] {
      "server_version",
      "TimeZone",
      "DateStyle",
      "client_encoding",
      "integer_datetimes",
      "standard_conforming_strings",
      "session_authorization",
      "nothing"
    }) {
      slot.seen.fact(name, slot.driver().getParameterStatus(name));
    }
    slot.seen.fact(
        "settings",
        slot.driver().getStandardConformingStrings() + " " + slot.driver().getLogServerErrorDetail()
            + " " + slot.driver().getPreferQueryMode());
    slot.seen.fact("backend", slot.driver().getBackendPID() > 0);
    slot.seen.attempt(() -> slot.connection()
        .setHoldability(
            slot.oneOf(ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT)));
    slot.seen.attempt(() -> slot.connection().setCatalog("elsewhere"));
    slot.seen.attempt(() -> slot.connection().unwrap(String.class));
  }

  private static void objects(Slot slot) throws Exception {
    slot.seen.attempt(() ->
        slot.seen.fact("array", slot.connection().createArrayOf("int4", new Object[] {1, null})));
    slot.seen.attempt(() -> slot.connection().createStruct("pair", new Object[0]));
    slot.seen.attempt(() -> slot.connection().createNClob());
    slot.seen.attempt(() -> slot.seen.fact("types", slot.connection().getTypeMap()));
    slot.seen.attempt(() -> slot.seen.fact(
        "quoted", slot.driver().escapeIdentifier("a\"b") + slot.driver().escapeLiteral("it's")));
    slot.seen.attempt(
        () -> slot.driver().addDataType("{s}.pair", org.postgresql.util.PGobject.class));
  }
}
