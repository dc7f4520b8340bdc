package io.tripmeter.migration;

import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.postgres.SearchPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The migration that a database must have ({@code require.schema}). One query reads the history table of Flyway or Liquibase, under its
 * default name in the session's schema. Sources: Flyway's JdbcTableSchemaHistory, Liquibase's StandardChangeLogHistoryService and
 * ChangeSet.ExecType.
 */
public final class SchemaRequirement {
  /** PostgreSQL manual, appendix A: object_not_in_prerequisite_state, undefined_table. */
  private static final String NOT_READY = "55000";

  private static final String NO_TABLE = "42P01";

  private final Settings settings;
  private final String tool;
  private final String wanted;

  private SchemaRequirement(Settings settings, String tool, String wanted) {
    this.settings = settings;
    this.tool = tool;
    this.wanted = wanted;
  }

  /** Null if none is configured. */
  public static @Nullable SchemaRequirement of(Settings settings) {
    String text = settings.text(Option.REQUIRE_SCHEMA);
    int colon = text.indexOf(':');
    return colon < 0
        ? null
        : new SchemaRequirement(settings, text.substring(0, colon), text.substring(colon + 1));
  }

  /** Whether a pool's creation fails if the database lacks the migration. */
  public boolean isRefusing() {
    return settings.text(Option.REQUIRE_SCHEMA_ACTION).equals("fail");
  }

  /**
   * Queries the database and logs the result. The connection must not be in a transaction or in use elsewhere; its autocommit mode is
   * restored.
   *
   * @return the exception for {@link #isRefusing}; null if the database has the migration or could not be queried
   */
  public @Nullable SQLException report(Connection connection, String pool) {
    String foundInstead;
    ThreadState thread = ThreadState.current();
    boolean wasAgentThread = thread.isAgentThread();
    // The statement is not the application's, whichever thread executes it.
    thread.setAgentThread(true);
    try {
      foundInstead = foundInstead(connection);
    } catch (SQLException | RuntimeException unanswered) {
      Log.warn("require.schema: the database could not be asked")
          .pool(pool)
          .field("required", required())
          .error(unanswered)
          .once("schema not asked " + pool)
          .write();
      return null;
    } finally {
      thread.setAgentThread(wasAgentThread);
    }
    if (foundInstead == null) {
      Log.info("DB schema has the required migration")
          .pool(pool)
          .field("required", required())
          .once("schema found " + pool)
          .write();
      return null;
    }
    Log.warn("require.schema: the database lacks the required migration")
        .pool(pool)
        .field("required", required())
        .field("found", foundInstead)
        .field("action", isRefusing() ? "fail" : "warn")
        .once("schema lacks " + pool)
        .write();
    return new SQLException(
        "Tripmeter refuses the pool (require.schema.action=fail): require.schema=" + required()
            + ", found: " + foundInstead,
        NOT_READY);
  }

  private String required() {
    return tool + ':' + wanted;
  }

  /** The state found instead of the required migration; null if the database has it. */
  private @Nullable String foundInstead(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    if (!autoCommit) {
      connection.setAutoCommit(true);
    }
    try {
      return tool.equals("flyway") ? foundInFlyway(connection) : foundInLiquibase(connection);
    } catch (SQLException failure) {
      if (NO_TABLE.equals(failure.getSQLState())) {
        return "never migrated, there is no table " + table();
      }
      throw failure;
    } finally {
      if (!autoCommit) {
        connection.setAutoCommit(false);
      }
    }
  }

  private String table() {
    String schema = settings.text(Option.SESSION_SCHEMA);
    return (schema.isEmpty() ? "" : SearchPath.of(schema).quotedNames().get(0) + '.')
        + (tool.equals("flyway") ? "flyway_schema_history" : "databasechangelog");
  }

  private @Nullable String foundInFlyway(Connection connection) throws SQLException {
    FlywayHistory history = new FlywayHistory();
    try (PreparedStatement statement = connection.prepareStatement(
            "select version, type, success from " + table() + " order by installed_rank");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        history.add(rows.getString(1), rows.getString(2), rows.getBoolean(3));
      }
    }
    return history.foundInsteadOf(wanted);
  }

  private @Nullable String foundInLiquibase(Connection connection) throws SQLException {
    List<String> outcomes = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(
        "select exectype from " + table() + " where id = ? order by orderexecuted")) {
      statement.setString(1, wanted);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          outcomes.add(String.valueOf(rows.getString(1)));
        }
      }
    }
    if (outcomes.isEmpty()) {
      return "no such changeset";
    }
    String latest = outcomes.get(outcomes.size() - 1);
    boolean done = latest.equals("EXECUTED") || latest.equals("RERAN") || latest.equals("MARK_RAN");
    return done ? null : "changeset " + latest;
  }
}
