package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** QueryExecutorBase.sendQueryCancel: a short connection of its own, from whatever thread. */
final class CancelAdvice {
  private CancelAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object executor) {
    DriverCalls.enterCancel(executor);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit() {
    DriverCalls.exitCancel();
  }
}
