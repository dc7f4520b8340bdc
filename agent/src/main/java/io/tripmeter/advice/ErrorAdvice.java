package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** QueryExecutorImpl.receiveErrorResponse: what was sent is not answered as it would be. */
final class ErrorAdvice {
  private ErrorAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object executor) {
    if (DriverCalls.areRiding()) {
      DriverCalls.error(executor);
    }
  }
}
