package io.tripmeter.session;

import io.tripmeter.telemetry.SettingChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the server, in one round trip on one connection of a warm-up, which settings are in force in the session and which defaults the
 * role and the database have.
 */
public final class ReadBack {
  /** Rows of ("in force" | "default", name, value); defaults in the order in which the server applies them, the last one wins. */
  private static final String QUESTION =
      "select 'in force', name, setting from pg_catalog.pg_settings where name in ('statement_timeout', 'lock_timeout',"
          + " 'idle_in_transaction_session_timeout', 'application_name', 'TimeZone', 'search_path', "
          + ServerLimits.NAMES
          + ")"
          + " union all (select 'default', split_part(c, '=', 1), substr(c, strpos(c, '=') + 1)"
          + " from pg_catalog.pg_db_role_setting, unnest(setconfig) c"
          + " where setdatabase in (0, (select oid from pg_catalog.pg_database where datname = current_database()))"
          + " and setrole in (0, (select oid from pg_catalog.pg_roles where rolname = session_user))"
          + " order by setrole <> 0, setdatabase <> 0)";

  private final Map<String, String> inForce = new HashMap<>();
  private final Map<String, String> defaults = new LinkedHashMap<>();
  private final StartupPlan plan;

  private ReadBack(StartupPlan plan) {
    this.plan = plan;
  }

  /** Leaves the connection's transaction state as it was; the connection is in no transaction and nobody else uses it. */
  public static ReadBack from(Connection connection, StartupPlan plan) throws SQLException {
    ReadBack readBack = new ReadBack(plan);
    boolean autoCommit = connection.getAutoCommit();
    if (!autoCommit) {
      connection.setAutoCommit(true);
    }
    try (Statement statement = connection.createStatement()) {
      readBack.createSchema(statement);
      try (ResultSet rows = statement.executeQuery(QUESTION)) {
        while (rows.next()) {
          (rows.getString(1).equals("default") ? readBack.defaults : readBack.inForce)
              .put(rows.getString(2), rows.getString(3));
        }
      }
    } finally {
      if (!autoCommit) {
        connection.setAutoCommit(false);
      }
    }
    for (String parameter : readBack.repairs().keySet()) {
      plan.endpoint().hasDefault(parameter, String.valueOf(readBack.defaults.get(parameter)));
    }
    return readBack;
  }

  private void createSchema(Statement statement) throws SQLException {
    String schema = plan.settings().text(io.tripmeter.config.Option.SESSION_SCHEMA);
    if (!schema.isEmpty()
        && plan.settings().flag(io.tripmeter.config.Option.SESSION_CREATE_SCHEMA)) {
      // A plain identifier, which the option's type has seen to.
      statement.execute("create schema if not exists " + schema);
    }
  }

  /** Defaults of the role or the database that a default of ours has overridden, and that sessions must be given back. */
  public Map<String, String> repairs() {
    Map<String, String> repairs = new LinkedHashMap<>();
    for (String parameter : plan.ourDefaults()) {
      String theirs = defaults.get(parameter);
      if (theirs != null) {
        repairs.put(parameter, theirs);
      }
    }
    return repairs;
  }

  /** Gives a session back what its role or database says; one round trip for each. */
  public static void repair(Connection connection, Map<String, String> repairs)
      throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    if (!autoCommit) {
      connection.setAutoCommit(true);
    }
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_catalog.set_config(?, ?, false)")) {
      for (Map.Entry<String, String> repair : repairs.entrySet()) {
        statement.setString(1, repair.getKey());
        statement.setString(2, repair.getValue());
        statement.execute();
      }
    } finally {
      if (!autoCommit) {
        connection.setAutoCommit(false);
      }
    }
  }

  /** What was asked for against what is in force. */
  public List<SettingChange> applied() {
    Map<String, String> repairs = repairs();
    List<SettingChange> applied = new ArrayList<>();
    for (Map.Entry<String, String> wanted : plan.expected().entrySet()) {
      String parameter = wanted.getKey();
      String found = String.valueOf(inForce.get(parameter));
      if (repairs.containsKey(parameter)) {
        applied.add(new SettingChange(
            parameter,
            wanted.getValue(),
            String.valueOf(repairs.get(parameter)),
            "a default of the role or the database, left as it is"));
      } else {
        boolean same = wanted.getValue().equals(found);
        applied.add(new SettingChange(
            parameter,
            wanted.getValue(),
            found,
            same ? "read back" : "the server has another value"));
      }
    }
    return applied;
  }

  /** How many connections the server has for ordinary roles; -1 if it does not tell. */
  public int admitted() {
    return ServerLimits.admitted(inForce);
  }

  /** Whether the server has all that it was asked for, or defaults of its own that are left to it. */
  public boolean isAsAsked() {
    for (SettingChange change : applied()) {
      if (change.reason().startsWith("the server has another")) {
        return false;
      }
    }
    return true;
  }
}
