package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** PgConnection.close: the connection ends in order. */
final class CloseAdvice {
  private CloseAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object connection) {
    DriverCalls.closing(connection);
  }
}
