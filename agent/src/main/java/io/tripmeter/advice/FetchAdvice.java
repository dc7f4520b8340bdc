package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import io.tripmeter.boot.TripKind;
import net.bytebuddy.asm.Advice;

/** QueryExecutorImpl.fetch: the next rows of a cursor. */
final class FetchAdvice {
  private FetchAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(@Advice.This Object executor, @Advice.Argument(0) Object cursor) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.enterFetch(executor, cursor);
    }
    return DriverCalls.enter(TripKind.FETCH);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter boolean outermost) {
    DriverCalls.exit(outermost);
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.exitTimed();
    }
  }
}
