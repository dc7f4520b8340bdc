package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TripKind;
import net.bytebuddy.asm.Advice;

/** A method of the driver whose round trips are all of one kind. */
final class TripAdvice {
  private TripAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(@Constant("kind") TripKind kind) {
    return DriverCalls.enter(kind);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter boolean outermost) {
    DriverCalls.exit(outermost);
  }
}
