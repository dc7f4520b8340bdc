package io.tripmeter.connect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many clients a server admits. */
public final class ServerLimits {
  /** Of pg_settings; the last is new in PostgreSQL 16. */
  static final String NAMES =
      "'max_connections', 'superuser_reserved_connections', 'reserved_connections'";

  private ServerLimits() {}

  /**
   * Asks in one round trip. The connection is in no transaction and nobody else uses it; its transaction state is left as it was.
   *
   * @return connections for ordinary roles, -1 if the server does not tell
   */
  public static int ask(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    if (!autoCommit) {
      connection.setAutoCommit(true);
    }
    Map<String, String> settings = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(
            "select name, setting from pg_catalog.pg_settings where name in (" + NAMES + ")")) {
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getString(2));
      }
    } finally {
      if (!autoCommit) {
        connection.setAutoCommit(false);
      }
    }
    return admitted(settings);
  }

  /** By the values of pg_settings; -1 if they do not tell. */
  public static int admitted(Map<String, String> settings) {
    int max = number(settings.get("max_connections"), -1);
    return max < 0
        ? -1
        : Math.max(
            0,
            max
                - number(settings.get("superuser_reserved_connections"), 0)
                - number(settings.get("reserved_connections"), 0));
  }

  private static int number(@Nullable String text, int otherwise) {
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      return otherwise;
    }
  }
}
