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
 * Tells, once a statement id, of statements and sessions that a timeout of ours has ended: an operator has asked for it, and the one who
 * sees the application fail may not know. SQLSTATEs of PostgreSQL manual, appendix A. Any thread.
 */
public final class TimeoutLog implements DriverHooks.Timeouts {
  private static final int TOLD = 1_000;
  private static final String QUERY_CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String IDLE_IN_TRANSACTION_SESSION_TIMEOUT = "25P03";

  private final int maxLength;
  private final Telemetry telemetry;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  public TimeoutLog(Settings settings, Telemetry telemetry) {
    this.telemetry = telemetry;
    maxLength = settings.integer(Option.SLOW_QUERY_MAX_LENGTH);
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
      // Another's cancel, and NOWAIT, come before; an idle session has waited before the statement.
      boolean ranOut = millis >= limit || key == Option.SESSION_IDLE_IN_TRANSACTION_TIMEOUT;
      if (limit > 0 && ranOut) {
        tell(pool, key, limit, SqlText.of(sql, maxLength), millis);
      }
    } catch (Throwable ours) {
      Log.warn("a statement could not be looked at; it is not affected")
          .error(ours)
          .once("timeout " + ours.getClass())
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

  private void tell(PoolStats pool, Option key, long limit, SqlText text, long millis) {
    if (told.size() >= TOLD || !told.add(key.key() + ' ' + text.id())) {
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
