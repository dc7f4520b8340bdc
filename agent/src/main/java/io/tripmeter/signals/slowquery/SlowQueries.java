package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.spans.Spans;
import org.jspecify.annotations.Nullable;

/** Describes statements that were slow, for the log and the page. On the thread that has executed them. */
final class SlowQueries {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The class of SQLSTATEs. */
  private static final String CONNECTION_EXCEPTION = "08";

  private final Settings settings;
  private final Callers callers;
  private final Spans spans;
  private final SeenStatements seen;
  private final SlowQueryLog log;

  SlowQueries(
      Settings settings, Callers callers, Spans spans, SeenStatements seen, SlowQueryLog log) {
    this.settings = settings;
    this.callers = callers;
    this.spans = spans;
    this.seen = seen;
    this.log = log;
  }

  /** As {@link io.tripmeter.boot.DriverHooks.Statements#executed} has it. */
  void ended(
      SqlText sql,
      @Nullable Object parameters,
      long nanos,
      long trips,
      long rows,
      @Nullable Throwable thrown,
      PoolStats pool) {
    UnitOfWork unit = ThreadState.current().unit();
    UnitOfWork live = unit == null || unit.isOver() ? null : unit;
    SlowStatement statement =
        isOneAnswered(parameters, trips, thrown) ? seen.slowStatement(sql, pool.name()) : null;
    if (statement != null) {
      statement.add(nanos, trips, live == null ? null : live.nameNow());
    }
    if (!log.admits(sql.id())) {
      return;
    }
    SlowQuery query = new SlowQuery(sql, nanos / NANOS_PER_MILLI, trips, rows, pool.name());
    try {
      describe(query, live, thrown);
      if (statement != null && !statement.isPlaced()) {
        statement.cameFrom(query.caller, callers.describeOuter());
      }
      query.bindValues = settings.flag(Option.SLOW_QUERY_BIND_VALUES)
          ? BindValues.text(parameters, settings.integer(Option.SLOW_QUERY_MAX_LENGTH))
          : null;
    } catch (Throwable e) {
      // The slow query is logged without the missing fields.
      Statements.failed(e);
    }
    seen.slow(query);
    log.write(query);
  }

  /** Waiting for a lost host or until a socket timeout is no work of the database; a batch's time is that of many executions. */
  private static boolean isOneAnswered(
      @Nullable Object parameters, long trips, @Nullable Throwable thrown) {
    boolean isBatch = parameters instanceof Object[] && ((Object[]) parameters).length > 1;
    String code = SlowQuery.codeOf(thrown);
    return !isBatch && trips > 0 && (code == null || !code.startsWith(CONNECTION_EXCEPTION));
  }

  private void describe(SlowQuery query, @Nullable UnitOfWork unit, @Nullable Throwable thrown) {
    query.error = SlowQuery.codeOf(thrown);
    query.caller = callers.describe();
    if (unit != null) {
      query.nameKey = unit.kind().nameKey();
      query.workName = unit.nameNow();
      query.traceId = spans.traceId(unit);
      query.spanId = spans.spanId(unit);
    }
  }
}
