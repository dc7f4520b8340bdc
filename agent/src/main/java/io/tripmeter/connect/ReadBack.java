package io.tripmeter.connect;

import io.tripmeter.config.Option;
import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.postgres.SearchPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the server, in one round trip on one connection of a warm-up, which settings are in force in the session.
 */
public final class ReadBack {
  /** Rows of ("in force" | "process", name, value). */
  private static final String QUESTION =
      "select 'in force', name, setting from pg_catalog.pg_settings where name in ('statement_timeout', 'lock_timeout',"
          + " 'idle_in_transaction_session_timeout', 'application_name', 'TimeZone', 'timezone', 'search_path', "
          + ServerLimits.NAMES
          + ")"
          + " union all select 'process', '', pg_catalog.pg_backend_pid()::text";

  private static final String ANOTHER = "the server has another value";

  private final Map<String, String> inForce = new HashMap<>();
  private final StartupPlan plan;
  private int process;
  private int handshakeProcess;

  private ReadBack(StartupPlan plan) {
    this.plan = plan;
  }

  /**
   * Asks in one round trip. Settings that go with BEGIN are asked for inside a transaction, which the same round trip ends. A
   * transaction that the pool has left open (HikariCP does with {@code autoCommit=false} and a schema) is asked in and stays open: its
   * end would make the pool's settings permanent. Nobody else uses the connection; it is left as it was.
   *
   * @param name of the statement on the server
   */
  public static ReadBack from(Connection connection, StartupPlan plan, ProbeName name)
      throws SQLException, ReflectiveOperationException {
    ReadBack readBack = new ReadBack(plan);
    boolean autoCommit = connection.getAutoCommit();
    boolean hasBeginSettings = !plan.withBegin().isEmpty();
    readBack.createSchema(connection);
    readBack.handshakeProcess = DriverConnection.of(connection).backendProcess();
    boolean stays = DriverConnection.of(connection).isInTransaction();
    if (!stays) {
      connection.setAutoCommit(!hasBeginSettings);
    }
    String text = QUESTION + name.mark() + (hasBeginSettings && !stays ? ";commit" : "");
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      name.execute(connection, statement);
      try (ResultSet rows = statement.getResultSet()) {
        readBack.read(rows);
      }
    } catch (SQLException unanswered) {
      if (hasBeginSettings) {
        connection.rollback();
      }
      throw unanswered;
    } finally {
      if (!stays) {
        connection.setAutoCommit(autoCommit);
      }
    }
    return readBack;
  }

  /**
   * Whether a question would be the first one of a transaction that the pool has left open, and of an isolation level that shows what was
   * there at the first question: the application would see the past (PostgreSQL manual, 13.2). SHOW and SET take no snapshot.
   */
  public static boolean wouldTakeSnapshot(Connection connection)
      throws SQLException, ReflectiveOperationException {
    return DriverConnection.of(connection).isInTransaction()
        && connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED;
  }

  private void read(ResultSet rows) throws SQLException {
    while (rows.next()) {
      String kind = rows.getString(1);
      if (kind.equals("process")) {
        process = (int) rows.getLong(3);
      } else {
        // CockroachDB's name of it.
        String name = rows.getString(2);
        inForce.put(name.equals("timezone") ? "TimeZone" : name, rows.getString(3));
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
        for (String name : SearchPath.of(schema).quotedNames()) {
          statement.execute("create schema if not exists " + name);
        }
      }
    }
  }

  /** What was asked for against what is in force. */
  public List<SettingChange> applied() {
    List<SettingChange> applied = new ArrayList<>();
    for (Map.Entry<String, String> wanted : plan.expected().entrySet()) {
      String parameter = wanted.getKey();
      String found = String.valueOf(inForce.get(parameter));
      String reason = isAsAsked(parameter) ? plan.report().readBack(parameter) : ANOTHER;
      applied.add(new SettingChange(parameter, wanted.getValue(), found, reason));
    }
    for (SettingChange others : plan.left()) {
      applied.add(new SettingChange(
          others.setting(),
          others.before(),
          String.valueOf(inForce.get(others.setting())),
          others.reason() + ", left as it is"));
    }
    return applied;
  }

  /** How many connections the server has for ordinary roles; -1 if it does not tell. */
  public int admitted() {
    return ServerLimits.admitted(inForce);
  }

  /** Whether the server has all that it was asked for, or defaults of its own that are left to it. */
  public boolean isAsAsked() {
    for (String parameter : plan.expected().keySet()) {
      if (!isAsAsked(parameter)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAsAsked(String parameter) {
    return plan.isInForce(parameter, String.valueOf(inForce.get(parameter)));
  }
}
