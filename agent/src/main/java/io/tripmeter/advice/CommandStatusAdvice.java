package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import net.bytebuddy.asm.Advice;

/** QueryExecutorImpl.interpretCommandStatus: skipped for statuses that nobody asked for. */
final class CommandStatusAdvice {
  private CommandStatusAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enter(@Advice.This Object executor, @Advice.Argument(0) String status) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.ended(executor, status);
    }
    return DriverCalls.isRiders(executor, status);
  }
}
