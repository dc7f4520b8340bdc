package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import net.bytebuddy.asm.Advice;
import org.postgresql.core.Query;

/** QueryExecutorImpl.execute of one query. Several statements in one text are built anew at each call, so they have no text here. */
final class StatementAdvice {
  private StatementAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(@Advice.Argument(0) Query query) {
    if (TimeoutCalls.areTouched()) {
      TimeoutCalls.executes(query.getNativeSql());
    }
    return DriverCalls.enterStatement(
        query.getSubqueries() == null ? query.getNativeSql() : null, 1);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.This Object executor,
      @Advice.Enter boolean outermost,
      @Advice.Argument(0) Query query,
      @Advice.Argument(1) Object parameters,
      @Advice.Thrown Throwable thrown) {
    DriverCalls.exitStatement(executor, outermost, query, parameters, thrown);
  }
}
