package io.tripmeter.advice;

import io.tripmeter.boot.TimeoutCalls;
import io.tripmeter.boot.TimerCalls;
import net.bytebuddy.asm.Advice;

/** Time limits of the driver's statements. */
final class TimeoutAdvice {
  private TimeoutAdvice() {}

  /** PgStatement.startTimer: a statement without a query timeout may get one until {@link #exitEnd}. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterStart(
      @Advice.FieldValue(value = "timeout", readOnly = false) long timeout,
      @Advice.FieldValue("connection") Object connection) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.enterTimed(timeout);
    }
    if (timeout == 0) {
      timeout = TimerCalls.timeout(connection);
    }
  }

  /** PgStatement.killTimerTask: the driver no longer reads the query timeout that {@link #enterStart} has set; it is removed. */
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitEnd(@Advice.FieldValue(value = "timeout", readOnly = false) long timeout) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.exitTimed();
    }
    if (timeout != 0 && TimerCalls.isOurs(timeout)) {
      timeout = 0;
    }
  }

  /** PgStatement.executeBatch: the driver starts one timer for many statements. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterBatch() {
    TimerCalls.enterBatch();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitBatch() {
    TimerCalls.exitBatch();
  }

  /** QueryExecutorImpl.fetch: the next rows of a cursor. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterFetch(@Advice.This Object executor, @Advice.Argument(0) Object cursor) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.enterFetch(executor, cursor);
    }
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitFetch() {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.exitTimed();
    }
  }
}
