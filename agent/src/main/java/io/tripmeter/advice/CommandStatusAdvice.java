package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** QueryExecutorImpl.interpretCommandStatus: skipped for statuses that nobody asked for. */
final class CommandStatusAdvice {
  private CommandStatusAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enter(@Advice.Argument(0) String status) {
    return DriverCalls.isRiders(status);
  }
}
