package io.tripmeter.signals.slowquery;

import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import io.tripmeter.log.LogLevel;
import io.tripmeter.postgres.SqlText;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One slow execution of a statement. Immutable once it is passed on. */
public final class SlowQuery {
  final long time = System.currentTimeMillis();
  final SqlText sql;
  final long millis;
  final long roundTrips;
  final long rows;
  final String pool;

  /** Of the unit of work: {@code route} or {@code job}. */
  String nameKey = "route";

  @Nullable
  String workName;

  @Nullable
  String traceId;

  @Nullable
  String spanId;

  @Nullable
  String caller;

  @Nullable
  String error;

  /** For the log line only, and only with {@code slow-query.bind-values=true}. */
  @Nullable
  String bindValues;

  /** Slow queries not logged since the last line: {@code leftOut} by the limit, {@code dropped} by a full queue. */
  long leftOut;

  long dropped;

  SlowQuery(SqlText sql, long millis, long roundTrips, long rows, String pool) {
    this.sql = sql;
    this.millis = millis;
    this.roundTrips = roundTrips;
    this.rows = rows;
    this.pool = pool;
  }

  /** Null if nothing was thrown. */
  static @Nullable String codeOf(@Nullable Throwable thrown) {
    if (thrown == null) {
      return null;
    }
    String state = thrown instanceof SQLException ? ((SQLException) thrown).getSQLState() : null;
    return state == null || state.isEmpty() ? thrown.getClass().getName() : state;
  }

  LogEvent event() {
    LogEvent event = Log.always(LogLevel.WARN, "slow query")
        .pool(pool)
        .field("millis", millis)
        .field("round_trips", roundTrips)
        .field("rows", rows)
        .trusted("sql", sql.text())
        .field("statement_id", sql.id())
        .field("bind_values", bindValues)
        .field(nameKey, workName)
        .field("trace_id", traceId)
        .field("span_id", spanId)
        .trusted("caller", caller)
        .field("error", error);
    return leftOut(event, leftOut, dropped);
  }

  static LogEvent leftOut(LogEvent event, long overLimit, long overQueue) {
    if (overLimit > 0) {
      event.field("left_out", overLimit);
    }
    return overQueue > 0 ? event.field("dropped", overQueue) : event;
  }

  /** Milliseconds since 1970. */
  public long time() {
    return time;
  }

  public SqlText sql() {
    return sql;
  }

  public long millis() {
    return millis;
  }

  public long roundTrips() {
    return roundTrips;
  }

  public long rows() {
    return rows;
  }

  public String pool() {
    return pool;
  }

  /** Its route, or its job. */
  public @Nullable String workName() {
    return workName;
  }

  public @Nullable String caller() {
    return caller;
  }

  /** The SQLSTATE or the exception's class, because a message may quote literals. */
  public @Nullable String error() {
    return error;
  }
}
