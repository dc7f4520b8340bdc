package io.tripmeter.advice;

import io.tripmeter.boot.CommentCalls;
import io.tripmeter.boot.HazardCalls;
import io.tripmeter.boot.MigrationCalls;
import io.tripmeter.boot.StatementCalls;
import io.tripmeter.boot.TimeoutCalls;
import io.tripmeter.boot.TripKind;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.CachedQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.PreferQueryMode;

/** The driver executes statements and reads their results. */
final class StatementAdvice {
  private StatementAdvice() {}

  /** QueryExecutorImpl.execute of one query. A query of several statements is built anew at each call, so its text is not read. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enterExecute(
      @Advice.This Object executor,
      @Advice.Argument(0) Query query,
      @Advice.Argument(5) int flags) {
    if (TimeoutCalls.areTouched()) {
      TimeoutCalls.executes(query.getNativeSql());
    }
    boolean outermost = StatementCalls.enter(
        executor, query.getSubqueries() == null ? query.getNativeSql() : null, 1);
    if (CommentCalls.areOn()
        && query.getClass().getName().equals("org.postgresql.core.v3.SimpleQuery")
        && ((flags & (QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE)) != 0
            || ((QueryExecutor) executor).getPreferQueryMode() == PreferQueryMode.SIMPLE)) {
      CommentCalls.executes(outermost);
    }
    return outermost;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitExecute(
      @Advice.This Object executor,
      @Advice.Enter boolean outermost,
      @Advice.Argument(0) Query query,
      @Advice.Argument(1) Object parameters,
      @Advice.Thrown Throwable thrown) {
    StatementCalls.exit(executor, outermost, query, parameters, thrown);
  }

  /** QueryExecutorImpl.execute of a batch: counts every entry as a statement, and as one execution of the first entry's text. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enterExecuteBatch(
      @Advice.This Object executor, @Advice.Argument(0) Query[] queries) {
    if (TimeoutCalls.areTouched()) {
      TimeoutCalls.executesBatch();
      for (Query query : queries) {
        TimeoutCalls.executesToo(query.getNativeSql());
      }
    }
    return StatementCalls.enter(
        executor,
        queries[0].getSubqueries() == null ? queries[0].getNativeSql() : null,
        queries.length);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitExecuteBatch(
      @Advice.This Object executor,
      @Advice.Enter boolean outermost,
      @Advice.Argument(0) Query[] queries,
      @Advice.Argument(1) Object parameters,
      @Advice.Thrown Throwable thrown) {
    StatementCalls.exit(executor, outermost, queries[0], parameters, thrown);
  }

  /** PgStatement's result handler receives all rows of a result at once: no work per row. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterResultRows(
      @Advice.Argument(2) List<?> tuples, @Advice.Argument(3) @Nullable Object cursor) {
    StatementCalls.rows(tuples.size());
    if (cursor != null && TimeoutCalls.areCarried()) {
      TimeoutCalls.opened(cursor);
    }
  }

  /** PgStatement's result handler receives the number of rows that a statement changed. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterUpdateCount(@Advice.Argument(1) long count) {
    StatementCalls.rows(count);
  }

  /** CachedQueryCreateAction.create: the driver has parsed a text that was not in the connection's statement cache. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitParsed(
      @Advice.FieldValue("queryExecutor") Object executor, @Advice.Return CachedQuery parsed) {
    HazardCalls.parsed(executor, parsed.query);
    MigrationCalls.parsed(executor, parsed.query);
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.parsed(parsed.query.getNativeSql());
    }
  }

  /** TypeInfoCache prepares a query of the catalog. Its public methods are called for every row, so they are left alone. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitOwnStatement() {
    StatementCalls.preparedOwn(TripKind.METADATA);
  }
}
