package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** PgStatement.startTimer: a statement without a timeout of the application's may get one of ours, which it keeps to itself. */
final class StatementTimerAdvice {
  private StatementTimerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(
      @Advice.FieldValue(value = "timeout", readOnly = false) long timeout,
      @Advice.FieldValue("connection") Object connection) {
    if (timeout != 0) {
      return false;
    }
    timeout = DriverCalls.timeout(connection);
    return timeout != 0;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter boolean ours,
      @Advice.FieldValue(value = "timeout", readOnly = false) long timeout) {
    if (ours) {
      timeout = 0;
    }
  }
}
