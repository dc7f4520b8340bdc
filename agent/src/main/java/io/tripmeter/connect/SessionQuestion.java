package io.tripmeter.connect;

import io.tripmeter.pgjdbc.DriverConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new session has of the three timeouts, asked in one round trip that sets ours at the same time where nobody else has set them and
 * the session is this connection's alone: the process that answered the handshake answers the question.
 *
 * <p>Sources: PostgreSQL manual 53.24 (pg_settings), 9.27.1 (set_config), 53.11 (pg_db_role_setting).
 */
public final class SessionQuestion {
  /** A server connection that a pooler shares may hold what another client has set: then what the session began with counts. */
  private static final String NOBODYS = "(s.source = 'default' or (s.source = 'session' and not own"
      + " and s.reset_val = s.boot_val and not exists (select 1 from pg_catalog.pg_db_role_setting r,"
      + " pg_catalog.unnest(r.setconfig) c where pg_catalog.split_part(c, '=', 1) = s.name"
      + " and r.setdatabase in (0, (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database()))"
      + " and r.setrole in (0, (select oid from pg_catalog.pg_roles where rolname = session_user)))))";

  private final Map<SessionTimeout, String> values = new EnumMap<>(SessionTimeout.class);
  private final Set<SessionTimeout> set = EnumSet.noneOf(SessionTimeout.class);
  private final ServerTimeouts timeouts = new ServerTimeouts();
  private final Map<SessionTimeout, Long> wanted;
  private final int handshakeProcess;
  private int process;

  private SessionQuestion(int handshakeProcess, Map<SessionTimeout, Long> wanted) {
    this.handshakeProcess = handshakeProcess;
    this.wanted = wanted;
  }

  /** The connection is new, in autocommit, and nobody else has it. */
  public static SessionQuestion ask(Connection connection, StartupPlan plan)
      throws SQLException, ReflectiveOperationException {
    SessionQuestion question =
        new SessionQuestion(DriverConnection.of(connection).backendProcess(), wanted(plan));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question.text())) {
      while (rows.next()) {
        question.read(rows);
      }
    }
    for (SessionTimeout timeout : SessionTimeout.values()) {
      if (!question.values.containsKey(timeout)) {
        question.timeouts.add(timeout, "unset", "this server does not have it");
      }
    }
    return question;
  }

  /** Where sessions change hands nothing of ours may stay in one. */
  private static Map<SessionTimeout, Long> wanted(StartupPlan plan) {
    return plan.endpoint().pooler().isTransactional() ? Collections.emptyMap() : plan.undecided();
  }

  private String text() {
    StringBuilder names = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (SessionTimeout timeout : SessionTimeout.values()) {
      names
          .append(names.length() == 0 ? "'" : ", '")
          .append(timeout.parameter())
          .append('\'');
      Long millis = wanted.get(timeout);
      if (millis != null) {
        values
            .append(" when nobodys and own and name = '")
            .append(timeout.parameter())
            .append("' then pg_catalog.set_config(name, '")
            .append(millis)
            .append("', false)");
      }
    }
    String set = values.length() == 0 ? "null" : "case" + values + " end";
    return "select name, setting, source, nobodys, process, " + set
        + " from (select s.name, s.setting, s.source, own, process, "
        + NOBODYS + " as nobodys from pg_catalog.pg_settings s, (select process, process = "
        + (handshakeProcess & 0xffff_ffffL)
        + " as own from pg_catalog.pg_backend_pid() process) p where s.name in ("
        + names + ")) a";
  }

  private void read(ResultSet row) throws SQLException {
    process = (int) row.getLong(5);
    for (SessionTimeout timeout : SessionTimeout.values()) {
      if (timeout.parameter().equals(row.getString(1))) {
        values.put(timeout, String.valueOf(row.getString(2)));
        if (row.getString(6) != null) {
          set.add(timeout);
          values.put(timeout, String.valueOf(wanted.get(timeout)));
        }
        if (!row.getBoolean(4)) {
          timeouts.addFrom(row.getString(3), timeout, row.getString(2) + "ms");
        }
      }
    }
  }

  /** The process that the handshake told: BackendKeyData. */
  public int handshakeProcess() {
    return handshakeProcess;
  }

  /** The server's process that answered. */
  public int process() {
    return process;
  }

  /** What others have set. */
  ServerTimeouts timeouts() {
    return timeouts;
  }

  /** Whether ours are in force of all these that nobody else has set. */
  boolean hasSet(Set<SessionTimeout> asked) {
    for (SessionTimeout timeout : asked) {
      if (timeouts.of(timeout) == null && !set.contains(timeout)) {
        return false;
      }
    }
    return true;
  }

  /** In milliseconds, as the question has left it; null if the server does not have it. */
  @Nullable
  String value(SessionTimeout timeout) {
    return values.get(timeout);
  }
}
