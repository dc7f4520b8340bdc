package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import net.bytebuddy.asm.Advice;

/** PgStatement.startTimer: a statement without a timeout of the application's may get one of ours, until {@link StatementEndAdvice}. */
final class StatementTimerAdvice {
  private StatementTimerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue(value = "timeout", readOnly = false) long timeout,
      @Advice.FieldValue("connection") Object connection) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.enterTimed(timeout);
    }
    if (timeout == 0) {
      timeout = DriverCalls.timeout(connection);
    }
  }
}
