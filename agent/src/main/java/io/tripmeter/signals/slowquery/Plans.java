package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.log.LogLevel;
import io.tripmeter.pgjdbc.DriverStatement;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Logs the plans of slow statements. Uses EXPLAIN without ANALYZE, so nothing is executed: on the agent's own thread, on a connection of
 * its own, in a read-only transaction that is rolled back. One plan at a time, and one per statement every ten minutes.
 */
final class Plans {
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int REMEMBERED = 1_000;
  private static final int TIMEOUT_SECONDS = 10;

  /** The first version with GENERIC_PLAN, which plans a statement without values for its parameters. */
  private static final int GENERIC_PLAN_SINCE = 16;

  private static final Set<String> EXPLAINED =
      new HashSet<>(Arrays.asList("select", "insert", "update", "delete", "merge", "with"));
  private static final Pattern PARAMETER = Pattern.compile("\\$\\d");

  private final OwnConnections connections;
  private final Executor background;
  private final Settings settings;
  private final Map<String, Long> lastRun = new LinkedHashMap<>();
  private boolean running;
  private volatile boolean unsupported;

  Plans(OwnConnections connections, Executor background, Settings settings) {
    this.connections = connections;
    this.background = background;
    this.settings = settings;
  }

  /** A statement was slow; returns at once. */
  void slow(String text, SqlText sql, PoolStats pool) {
    if (pool != PoolStats.NONE && begin(sql.id())) {
      background.execute(() -> ask(text, sql, pool));
    }
  }

  private void ask(String text, SqlText sql, PoolStats pool) {
    try {
      if (isExplained(text)) {
        explain(text, sql, pool);
      }
    } catch (Throwable failure) {
      failed(sql, failure);
    } finally {
      end();
    }
  }

  /** Whether the text is one statement that has a plan. The scanner may find too many statement ends, never too few. */
  private boolean isExplained(String text) {
    if (unsupported && PARAMETER.matcher(text).find()) {
      return false;
    }
    return hasPlan(SqlText.normalise(text, Integer.MAX_VALUE));
  }

  static boolean hasPlan(String normalised) {
    int end = normalised.indexOf(' ');
    return end > 0
        && EXPLAINED.contains(normalised.substring(0, end).toLowerCase(Locale.ROOT))
        && normalised.indexOf(';') < 0;
  }

  private synchronized boolean begin(String id) {
    long now = System.nanoTime();
    Long before = lastRun.get(id);
    if (running || (before != null && now - before < PAUSE_NANOS)) {
      return false;
    }
    if (before == null && lastRun.size() >= REMEMBERED) {
      lastRun.remove(lastRun.keySet().iterator().next());
    }
    lastRun.put(id, now);
    running = true;
    return true;
  }

  private synchronized void end() {
    running = false;
  }

  private void explain(String text, SqlText sql, PoolStats pool)
      throws SQLException, ReflectiveOperationException {
    try (Connection connection = connections.openAside(pool)) {
      if (connection == null) {
        return;
      }
      Patience.limit(connection, TIMEOUT_SECONDS);
      boolean generic = PARAMETER.matcher(text).find();
      if (generic && connection.getMetaData().getDatabaseMajorVersion() < GENERIC_PLAN_SINCE) {
        unsupported = true;
        Log.info("slow-query.explain: no plans of statements with parameters before PostgreSQL 16")
            .pool(pool.name())
            .once("generic plan")
            .write();
        return;
      }
      String plan = plan(connection, text, generic);
      Log.always(LogLevel.WARN, "slow query plan")
          .pool(pool.name())
          .field("statement_id", sql.id())
          .trusted("plan", PlanText.of(plan, settings.flag(Option.SLOW_QUERY_BIND_VALUES)))
          .write();
    }
  }

  private static String plan(Connection connection, String text, boolean generic)
      throws SQLException, ReflectiveOperationException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      statement.setEscapeProcessing(false);
      statement.execute("SET TRANSACTION READ ONLY");
      if (generic) {
        DriverStatement.executeAsSimple(statement, "EXPLAIN (GENERIC_PLAN, FORMAT YAML) " + text);
      } else {
        statement.execute("EXPLAIN (FORMAT YAML) " + text);
      }
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      return plan.toString();
    } finally {
      connection.rollback();
    }
  }

  private static void failed(SqlText sql, Throwable failure) {
    Log.warn("no plan for a slow query: PostgreSQL could not be asked")
        .field("statement_id", sql.id())
        .error(ReflectiveAccess.cause(failure))
        .once("plan " + sql.id())
        .write();
  }
}
