package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import io.tripmeter.log.LogLevel;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.reflect.ReflectiveAccess;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server which sessions block running statements: one query at a time, once a minute at most, on a connection of the agent's own and a
 * thread of the agent's. A server's process that a pooler may have made up is not asked about.
 */
final class Blockers {
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int TIMEOUT_SECONDS = 5;
  private static final int MOST = 20;

  /** Since PostgreSQL 9.6. A prepared transaction blocks as process 0. */
  private static final String QUESTION =
      "SELECT w.pid, w.query, blocker.pid, b.application_name, b.state, b.query,"
          + " (extract(epoch FROM clock_timestamp() - b.xact_start) * 1000)::bigint"
          + " FROM pg_catalog.pg_stat_activity w"
          + " CROSS JOIN LATERAL unnest(pg_catalog.pg_blocking_pids(w.pid)) AS blocker(pid)"
          + " LEFT JOIN pg_catalog.pg_stat_activity b ON b.pid = blocker.pid"
          + " WHERE w.state = 'active' AND w.pid IN (";

  private final OwnConnections connections;
  private final Executor background;
  private final SlowQueryLog log;
  private final Settings settings;
  private long asked;
  private boolean hasAsked;

  /** A question is queued or under way. */
  private volatile boolean asking;

  Blockers(OwnConnections connections, Executor background, SlowQueryLog log, Settings settings) {
    this.connections = connections;
    this.background = background;
    this.log = log;
    this.settings = settings;
  }

  /** Asks for these, of one pool, unless it has asked lately. One thread; returns at once. */
  void of(List<RunningWatch.Reported> lines) {
    long now = System.nanoTime();
    if (!settings.flag(Option.SLOW_QUERY_BLOCKERS)
        || asking
        || (hasAsked && now - asked < PAUSE_NANOS)) {
      return;
    }
    PoolStats pool = PoolStats.NONE;
    Map<Integer, Waiting> byProcess = new HashMap<>();
    for (RunningWatch.Reported line : lines) {
      PoolStats of = connections.poolOf(line.statement.executor());
      int process = of == PoolStats.NONE || (pool != PoolStats.NONE && of != pool)
          ? 0
          : connections.serverProcess(line.statement.executor());
      String text = line.statement.text();
      if (process != 0 && text != null) {
        pool = of;
        byProcess.put(process, waiting(text, line));
      }
    }
    if (!byProcess.isEmpty()) {
      hasAsked = true;
      asked = now;
      asking = true;
      PoolStats one = pool;
      background.execute(() -> ask(one, byProcess));
    }
  }

  private Waiting waiting(String text, RunningWatch.Reported line) {
    return new Waiting(text, line.sql, log.loaderFor(line.statement.thread()));
  }

  private void ask(PoolStats pool, Map<Integer, Waiting> byProcess) {
    try (Connection connection = connections.openAside(pool)) {
      if (connection != null) {
        Patience.limit(connection, TIMEOUT_SECONDS);
        connection.setAutoCommit(true);
        ask(connection, pool, byProcess);
      }
    } catch (Throwable failure) {
      Log.warn("nobody was asked who blocks a running statement: PostgreSQL could not be asked")
          .pool(pool.name())
          .error(ReflectiveAccess.cause(failure))
          .once("blockers " + pool.name())
          .write();
    } finally {
      asking = false;
    }
  }

  private void ask(Connection connection, PoolStats pool, Map<Integer, Waiting> byProcess)
      throws SQLException {
    StringBuilder question = new StringBuilder(QUESTION);
    String separator = "";
    for (Integer process : byProcess.keySet()) {
      question.append(separator).append(process);
      separator = ", ";
    }
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      int lines = 0;
      try (ResultSet rows = statement.executeQuery(question.append(')').toString())) {
        while (rows.next() && lines < MOST) {
          Waiting line = byProcess.get(rows.getInt(1));
          if (line != null && isSame(line.text, rows.getString(2))) {
            report(rows, pool, line);
            lines++;
          }
        }
      }
    }
  }

  /** The server shows the beginning of a text. A process number alone could be another session's, behind an unknown proxy. */
  private static boolean isSame(String sent, @Nullable String shown) {
    return shown != null && !shown.isEmpty() && sent.startsWith(shown);
  }

  /** A session's last text is of another user unless it is shown; then its state is null, too. */
  private void report(ResultSet row, PoolStats pool, Waiting line) throws SQLException {
    String state = row.getString(5);
    String text = state == null ? null : row.getString(6);
    SqlText last = text == null || text.isEmpty()
        ? null
        : SqlText.of(text, settings.integer(Option.SLOW_QUERY_MAX_LENGTH));
    LogEvent event = Log.always(LogLevel.WARN, "running statement is blocked")
        .pool(pool.name())
        .field("statement_id", line.sql == null ? null : line.sql.id())
        .field("blocked_by", row.getInt(3))
        .field("blocked_by_application", row.getString(4))
        .field("blocked_by_state", state);
    long millis = row.getLong(7);
    if (!row.wasNull()) {
      event.field("blocked_by_transaction_millis", millis);
    }
    log.write(
        event
            .trusted("blocked_by_sql", last == null ? null : last.text())
            .field("blocked_by_statement_id", last == null ? null : last.id()),
        line.loader.get());
  }

  /** What a question needs to know of a statement: no object of the application, which may have to wait for the answer. */
  private static final class Waiting {
    private final String text;
    private final @Nullable SqlText sql;

    /** Finds the application's own log. */
    private final WeakReference<@Nullable ClassLoader> loader;

    Waiting(String text, @Nullable SqlText sql, @Nullable ClassLoader loader) {
      this.text = text;
      this.sql = sql;
      this.loader = new WeakReference<>(loader);
    }
  }
}
