package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TripKind;
import net.bytebuddy.asm.Advice;

/** PgConnection.rollback, to a savepoint as well. */
final class RollbackAdvice {
  private RollbackAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter() {
    return DriverCalls.enter(TripKind.ROLLBACK);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter boolean outermost) {
    DriverCalls.exit(outermost);
  }
}
