package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import net.bytebuddy.asm.Advice;

/** PgStatement.killTimerTask: what {@link StatementTimerAdvice} gave is taken away, when the driver no longer looks at it. */
final class StatementEndAdvice {
  private StatementEndAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.FieldValue(value = "timeout", readOnly = false) long timeout) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.exitTimed();
    }
    if (timeout != 0 && DriverCalls.isOurTimeout(timeout)) {
      timeout = 0;
    }
  }
}
