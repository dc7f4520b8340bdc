package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.DriverHooks;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.SessionTimeouts;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.metrics.Telemetry;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logs, once per statement id, statements and sessions that a timeout set with Tripmeter has ended. The timeout was set by an operator, and
 * those who see the application fail may not know of it. SQLSTATEs: PostgreSQL manual, appendix A. Any thread.
 */
public final class TimeoutLog implements DriverHooks.Timeouts {
  private static final int MAX_REPORTED = 1_000;
  private static final String QUERY_CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String IDLE_IN_TRANSACTION_SESSION_TIMEOUT = "25P03";

  private final Settings settings;
  private final Telemetry telemetry;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  public TimeoutLog(Settings settings, Telemetry telemetry) {
    this.settings = settings;
    this.telemetry = telemetry;
  }

  @Override
  public void failed(
      PoolStats pool, SessionTimeouts carried, String sql, Throwable thrown, long nanos) {
    try {
      String state = thrown instanceof SQLException ? ((SQLException) thrown).getSQLState() : null;
      Option key = state == null ? null : key(state);
      if (key == null) {
        return;
      }
      long limit = limit(key, carried);
      long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
      // A cancel by others, or NOWAIT, comes before the limit. An idle session exceeded it before
      // this statement.
      boolean ranOut = millis >= limit || key == Option.SESSION_IDLE_IN_TRANSACTION_TIMEOUT;
      if (limit > 0 && ranOut) {
        int longest = settings.integer(Option.SLOW_QUERY_MAX_LENGTH);
        report(pool, key, limit, SqlText.of(sql, longest), millis);
      }
    } catch (Throwable bug) {
      Log.warn("a statement could not be looked at; it is not affected")
          .error(bug)
          .once("timeout " + bug.getClass())
          .write();
    }
  }

  private static @Nullable Option key(String state) {
    switch (state) {
      case QUERY_CANCELED:
        return Option.SESSION_STATEMENT_TIMEOUT;
      case LOCK_NOT_AVAILABLE:
        return Option.SESSION_LOCK_TIMEOUT;
      case IDLE_IN_TRANSACTION_SESSION_TIMEOUT:
        return Option.SESSION_IDLE_IN_TRANSACTION_TIMEOUT;
      default:
        return null;
    }
  }

  private static long limit(Option key, SessionTimeouts carried) {
    switch (key) {
      case SESSION_STATEMENT_TIMEOUT:
        return carried.inForce(SessionTimeouts.STATEMENT);
      case SESSION_LOCK_TIMEOUT:
        return carried.inForce(SessionTimeouts.LOCK);
      default:
        return carried.inForce(SessionTimeouts.IDLE_IN_TRANSACTION);
    }
  }

  private void report(PoolStats pool, Option key, long limit, SqlText text, long millis) {
    if (reported.size() >= MAX_REPORTED || !reported.add(key.key() + ' ' + text.id())) {
      return;
    }
    String caller = Callers.ofThisJvm().describe();
    telemetry.later(() -> write(pool, key, limit, text, millis, caller));
  }

  private static void write(
      PoolStats pool, Option key, long limit, SqlText text, long millis, @Nullable String caller) {
    boolean session = key == Option.SESSION_IDLE_IN_TRANSACTION_TIMEOUT;
    Log.warn(
            session
                ? "session ended by a timeout that was set with Tripmeter: it was idle in a transaction before this statement"
                : "statement ended by a timeout that was set with Tripmeter")
        .pool(pool.name())
        .field("key", key.key())
        .field("value", limit + "ms")
        .field("millis", millis)
        .field("statement_id", text.id())
        .trusted("sql", text.text())
        .trusted("caller", caller)
        .field("another_value", "pools." + pool.name() + "." + key.key() + "=..., 0 for none")
        .write();
  }
}
