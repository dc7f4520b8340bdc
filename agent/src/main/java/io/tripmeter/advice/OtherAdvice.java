package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TripKind;
import net.bytebuddy.asm.Advice;

/** Calls that fit no other kind: savepoints. */
final class OtherAdvice {
  private OtherAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter() {
    return DriverCalls.enter(TripKind.OTHER);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter boolean outermost) {
    DriverCalls.exit(outermost);
  }
}
