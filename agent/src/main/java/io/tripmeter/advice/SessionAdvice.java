package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TripKind;
import net.bytebuddy.asm.Advice;

/** PgConnection's isolation, schema, catalog and client info. */
final class SessionAdvice {
  private SessionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter() {
    return DriverCalls.enter(TripKind.SESSION);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter boolean outermost) {
    DriverCalls.exit(outermost);
  }
}
