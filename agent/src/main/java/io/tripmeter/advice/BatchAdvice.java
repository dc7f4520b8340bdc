package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.Query;

/** QueryExecutorImpl.execute of a batch: as many statements as it has entries, one execution of the first one's text. */
final class BatchAdvice {
  private BatchAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(@Advice.Argument(0) Query[] queries) {
    if (TimeoutCalls.areTouched()) {
      TimeoutCalls.executesBatch();
      for (Query query : queries) {
        TimeoutCalls.executesToo(query.getNativeSql());
      }
    }
    return DriverCalls.enterStatement(
        queries[0].getSubqueries() == null ? queries[0].getNativeSql() : null, queries.length);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.This Object executor,
      @Advice.Enter boolean outermost,
      @Advice.Argument(0) Query[] queries,
      @Advice.Argument(1) Object parameters,
      @Advice.Thrown Throwable thrown) {
    DriverCalls.exitStatement(executor, outermost, queries[0], parameters, thrown);
  }
}
