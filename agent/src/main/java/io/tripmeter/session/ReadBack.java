package io.tripmeter.session;

import io.tripmeter.config.Option;
import io.tripmeter.reflect.Mirror;
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
          + " order by setrole <> 0, setdatabase <> 0)"
          + " union all select 'process', '', pg_catalog.pg_backend_pid()::text";

  private final Map<String, String> inForce = new HashMap<>();
  private final Map<String, String> defaults = new LinkedHashMap<>();
  private final StartupPlan plan;
  private int process;
  private int handshakeProcess;

  private ReadBack(StartupPlan plan) {
    this.plan = plan;
  }

  /**
   * Asks in one round trip. Settings that ride with BEGIN are asked for inside a transaction, which the same round trip ends. A
   * transaction that the pool has left open (HikariCP does with {@code autoCommit=false} and a schema) is asked in and stays open: its
   * end would make the pool's settings permanent. Nobody else uses the connection; it is left as it was.
   *
   * @param name of the statement on the server
   */
  public static ReadBack from(Connection connection, StartupPlan plan, ProbeName name)
      throws SQLException, ReflectiveOperationException {
    ReadBack readBack = new ReadBack(plan);
    boolean autoCommit = connection.getAutoCommit();
    boolean rides = !plan.rider().isEmpty();
    readBack.createSchema(connection);
    readBack.handshakeProcess = Mirror.of(connection).number("getBackendPID");
    boolean stays = isInTransaction(connection);
    if (!stays) {
      connection.setAutoCommit(!rides);
    }
    String text = QUESTION + name.mark() + (rides && !stays ? ";commit" : "");
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      name.execute(connection, statement);
      try (ResultSet rows = statement.getResultSet()) {
        readBack.read(rows);
      }
    } catch (SQLException unanswered) {
      if (rides) {
        connection.rollback();
      }
      throw unanswered;
    } finally {
      if (!stays) {
        connection.setAutoCommit(autoCommit);
      }
    }
    for (String parameter : readBack.repairs().keySet()) {
      plan.endpoint().hasDefault(parameter, String.valueOf(readBack.defaults.get(parameter)));
    }
    return readBack;
  }

  private static boolean isInTransaction(Connection connection)
      throws ReflectiveOperationException {
    return !Mirror.of(connection).get("getTransactionState").toString().equals("IDLE");
  }

  private void read(ResultSet rows) throws SQLException {
    while (rows.next()) {
      String kind = rows.getString(1);
      if (kind.equals("process")) {
        process = rows.getInt(3);
      } else {
        (kind.equals("default") ? defaults : inForce).put(rows.getString(2), rows.getString(3));
      }
    }
  }

  /** The server's process that answered. */
  public int process() {
    return process;
  }

  /** The process that the handshake told: BackendKeyData. */
  public int handshakeProcess() {
    return handshakeProcess;
  }

  private void createSchema(Connection connection) throws SQLException {
    String schema = plan.settings().text(Option.SESSION_SCHEMA);
    if (!schema.isEmpty() && plan.settings().flag(Option.SESSION_CREATE_SCHEMA)) {
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        // A plain identifier, which the option's type has seen to.
        statement.execute("create schema if not exists " + schema);
      }
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
        // PostgreSQL shows a schema's name in quotes where it is a reserved word.
        boolean same =
            wanted.getValue().equals(found) || found.equals('"' + wanted.getValue() + '"');
        applied.add(new SettingChange(
            parameter,
            wanted.getValue(),
            found,
            same ? plan.readBack(parameter) : "the server has another value"));
      }
    }
    return applied;
  }

  /** Whether a timeout that went with the startup packet is not in force, which no server would do. */
  public boolean isDropped() {
    boolean dropped = false;
    Map<String, String> repairs = repairs();
    for (SessionTimeout timeout : SessionTimeout.values()) {
      String wanted = plan.expected().get(timeout.parameter());
      dropped |= wanted != null
          && !repairs.containsKey(timeout.parameter())
          && !wanted.equals(inForce.get(timeout.parameter()));
    }
    return dropped && plan.rider().isEmpty();
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
