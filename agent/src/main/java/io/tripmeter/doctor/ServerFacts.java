package io.tripmeter.doctor;

import io.tripmeter.connect.ServerLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of itself, asked in one read-only transaction. Sources: PostgreSQL manual 53.24 (pg_settings), 27.2 (pg_stat_database),
 * 53.8 (pg_roles), 53.15 (pg_database).
 */
final class ServerFacts {
  /** Those that decide what a pool may do, in the order of the report. */
  static final List<String> NAMES = Arrays.asList(
      "max_connections",
      "superuser_reserved_connections",
      "reserved_connections",
      "statement_timeout",
      "lock_timeout",
      "idle_in_transaction_session_timeout",
      "transaction_timeout",
      "idle_session_timeout",
      "tcp_keepalives_idle",
      "tcp_keepalives_interval",
      "tcp_keepalives_count",
      "tcp_user_timeout",
      "client_connection_check_interval",
      "default_transaction_read_only",
      "ssl");

  static final String SETTINGS =
      "select name, setting, unit, source from pg_catalog.pg_settings where name in ('"
          + String.join("', '", NAMES) + "')";

  static final String ROOM =
      "select (select pg_catalog.sum(numbackends) from pg_catalog.pg_stat_database),"
          + " (select rolconnlimit from pg_catalog.pg_roles where rolname = session_user),"
          + " (select datconnlimit from pg_catalog.pg_database where datname = pg_catalog.current_database()),"
          + " (select numbackends from pg_catalog.pg_stat_database where datname = pg_catalog.current_database()),"
          + " pg_catalog.pg_is_in_recovery()";

  static final class Setting {
    final String value;
    final @Nullable String unit;
    final String source;

    Setting(String value, @Nullable String unit, String source) {
      this.value = value;
      this.unit = unit;
      this.source = source;
    }

    /** Who has set it, for people. */
    String origin() {
      switch (source) {
        case "user":
          return "the role";
        case "database user":
          return "the role, in this database";
        case "database":
          return "the database";
        case "session":
          return "this session";
        case "client":
          return "this connection";
        case "override":
          return "the server itself";
        default:
          return source;
      }
    }

    /** What is not PostgreSQL may give "0s". */
    boolean isZero() {
      return value.matches("0+[a-z]*");
    }
  }

  private final Map<String, Setting> settings = new HashMap<>();
  private final String version;
  private int used = -1;
  private int roleLimit = -1;
  private int databaseLimit = -1;
  private int usedInDatabase;
  private boolean isStandby;

  private ServerFacts(String version) {
    this.version = version;
  }

  static ServerFacts ask(Connection connection) throws SQLException {
    ServerFacts facts = new ServerFacts(connection.getMetaData().getDatabaseProductVersion());
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(SETTINGS)) {
        while (rows.next()) {
          facts.settings.put(
              rows.getString(1),
              new Setting(rows.getString(2), rows.getString(3), rows.getString(4)));
        }
      }
      try (ResultSet row = statement.executeQuery(ROOM)) {
        row.next();
        facts.used = row.getInt(1);
        facts.roleLimit = row.getInt(2);
        facts.databaseLimit = row.getInt(3);
        facts.usedInDatabase = row.getInt(4);
        facts.isStandby = row.getBoolean(5);
      }
    }
    return facts;
  }

  String version() {
    return version;
  }

  boolean isStandby() {
    return isStandby;
  }

  /** Null if this server does not have it. */
  @Nullable
  Setting setting(String name) {
    return settings.get(name);
  }

  /** Connections for this role: the least of what the server, the database and the role allow; -1 if unknown. */
  int admitted() {
    int all = ServerLimits.admitted(values());
    int least = all < 0 ? Integer.MAX_VALUE : all;
    least = roleLimit >= 0 ? Math.min(least, roleLimit) : least;
    least = databaseLimit >= 0 ? Math.min(least, databaseLimit) : least;
    return least == Integer.MAX_VALUE ? -1 : least;
  }

  private Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, Setting> each : settings.entrySet()) {
      values.put(each.getKey(), each.getValue().value);
    }
    return values;
  }

  /** Of the server, whoever has them. */
  int used() {
    return used;
  }

  /** -1 for none. */
  int roleLimit() {
    return roleLimit;
  }

  /** -1 for none. */
  int databaseLimit() {
    return databaseLimit;
  }

  /** Connections that this role could still open; a role's limit counts as if all of its database's connections were its own. */
  int free() {
    int all = ServerLimits.admitted(values());
    int free = all < 0 ? Integer.MAX_VALUE : all - used;
    free = roleLimit >= 0 ? Math.min(free, roleLimit - usedInDatabase) : free;
    free = databaseLimit >= 0 ? Math.min(free, databaseLimit - usedInDatabase) : free;
    return Math.max(0, free);
  }
}
