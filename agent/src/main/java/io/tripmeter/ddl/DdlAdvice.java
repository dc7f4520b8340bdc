package io.tripmeter.ddl;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.DriverHooks;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.TripKind;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.slowquery.Callers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Reports statements of a migration that block a large table, before they run. The size of a table is asked on the migration's own
 * connection, where the driver has parsed the statement and has sent nothing: docs/decisions/migration-advice.md.
 */
public final class DdlAdvice implements DriverHooks.Migrations {
  /** In characters. A longer text is data, and its tokens would take many times its memory. */
  private static final int LONGEST = 64 * 1024;

  private final Settings settings;
  private final MigratingConnections connections;

  public DdlAdvice(Settings settings, MigratingConnections connections) {
    this.settings = settings;
    this.connections = connections;
  }

  @Override
  public void parsed(Object executor, String sql) {
    if (settings.adviseOnly() || sql.length() > LONGEST) {
      return;
    }
    try {
      List<List<Token>> statements = Statements.of(sql);
      boolean mayAsk = mayAsk(executor, statements);
      for (List<Token> tokens : statements) {
        Statement statement = Statement.of(tokens);
        look(executor, statement, statements.size() == 1 ? sql : statement.text(), mayAsk);
        if (Surroundings.changesNames(tokens)) {
          MigratedTables.current().forget();
        }
      }
    } catch (Throwable e) {
      Log.warn("a statement could not be looked at; it is not affected")
          .error(e)
          .once("ddl " + e.getClass())
          .write();
    }
  }

  /** A query of ours in an open transaction would come before all of the text. */
  private boolean mayAsk(Object executor, List<List<Token>> statements)
      throws ReflectiveOperationException {
    for (List<Token> tokens : statements) {
      if (Surroundings.comesFirst(tokens)) {
        Connection connection = connections.connectionOf(executor);
        return connection != null && !DriverConnection.of(connection).isInTransaction();
      }
    }
    return true;
  }

  private void look(Object executor, Statement statement, String sql, boolean mayAsk)
      throws SQLException, ReflectiveOperationException {
    MigratedTables tables = MigratedTables.current();
    Change worst = null;
    for (Change change : statement.changes()) {
      if ((worst == null || change.risk.compareTo(worst.risk) < 0)
          && !tables.isHarmless(change)
          && isUnsafe(executor, change, tables, mayAsk)) {
        worst = change;
      }
    }
    if (worst != null) {
      report(executor, worst, tables, sql);
    }
    learn(statement, tables);
  }

  private boolean isUnsafe(Object executor, Change change, MigratedTables tables, boolean mayAsk)
      throws SQLException, ReflectiveOperationException {
    Connection connection = connections.connectionOf(executor);
    Endpoint endpoint = connections.endpointOf(executor);
    if (connection == null || endpoint == null || !endpoint.pooler().isPostgres()) {
      return false;
    }
    if (mayAsk && !tables.isAsked(change.table)) {
      // What cannot be answered is not asked again.
      tables.put(change.table, null);
      tables.put(change.table, ask(connection, change.table));
    }
    Table table = tables.get(change.table);
    return table != null && table.suffers(change, version(connection), isUtc(connection));
  }

  /** The round trip is the agent's own: of kind other, and no statement of the migration's. */
  private static @Nullable Table ask(Connection connection, TableName name)
      throws SQLException, ReflectiveOperationException {
    ThreadState thread = ThreadState.current();
    if (!DriverCalls.enter(TripKind.OTHER)) {
      // Inside of a call of the driver's.
      return null;
    }
    thread.setAgentThread(true);
    try {
      return Table.ask(connection, name);
    } finally {
      thread.setAgentThread(false);
      DriverCalls.exit(true);
    }
  }

  private static int version(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  /** Of zones that are near it, too. */
  private static boolean isUtc(Connection connection) throws ReflectiveOperationException {
    String zone = DriverConnection.of(connection).reported("TimeZone");
    return zone == null || TimeZone.getTimeZone(zone).getRawOffset() == 0;
  }

  private static void learn(Statement statement, MigratedTables tables) {
    for (TableName harmless : statement.harmless()) {
      tables.created(harmless);
    }
    TableName validated = statement.validated();
    if (validated != null) {
      tables.validated(validated);
    }
    for (Change change : statement.changes()) {
      Table table = tables.get(change.table);
      if (change.risk == Risk.TYPE && table != null) {
        table.forgetType(change.subject);
      }
    }
  }

  private void report(Object executor, Change change, MigratedTables tables, String sql)
      throws SQLException {
    Connection connection = connections.connectionOf(executor);
    Table table = tables.get(change.table);
    if (connection == null || table == null) {
      return;
    }
    SqlText text = SqlText.of(sql, settings.integer(Option.SLOW_QUERY_MAX_LENGTH));
    LogEvent event = Log.warn("a migration blocks a large table")
        .pool(connections.poolOf(executor).name())
        .field("problem", change.risk.problem)
        .field("lock", change.lock.text)
        .field("instead", change.risk.instead(version(connection), table.isPartitioned()))
        .field("table", change.table.toString())
        .field("rows", table.rows())
        .field("megabytes", table.size());
    if (!Script.describe(ThreadState.current().migration().part(), event)) {
      event.trusted("caller", Callers.ofThisJvm().describe());
    }
    event
        .trusted("sql", text.text())
        .once("ddl " + change.risk + " " + text.id())
        .write();
  }
}
