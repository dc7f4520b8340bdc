package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import io.tripmeter.boot.TripKind;
import net.bytebuddy.asm.Advice;

/** QueryExecutorImpl.startCopy, which begins a transaction of its own accord. */
final class StartCopyAdvice {
  private StartCopyAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(@Advice.Argument(1) boolean suppressBegin) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.arm(!suppressBegin);
    }
    return DriverCalls.enter(TripKind.COPY);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter boolean outermost) {
    DriverCalls.exit(outermost);
  }
}
