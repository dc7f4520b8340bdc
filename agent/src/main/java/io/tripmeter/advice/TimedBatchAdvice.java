package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** PgStatement.executeBatch: one timer of the driver's for many statements. */
final class TimedBatchAdvice {
  private TimedBatchAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    DriverCalls.enterBatch();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit() {
    DriverCalls.exitBatch();
  }
}
