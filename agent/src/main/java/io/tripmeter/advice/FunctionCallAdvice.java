package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TimeoutCalls;
import io.tripmeter.boot.TripKind;
import net.bytebuddy.asm.Advice;

/** QueryExecutorImpl.fastpathCall: a function of large objects, which begins a transaction of its own accord. */
final class FunctionCallAdvice {
  private FunctionCallAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(@Advice.Argument(2) boolean suppressBegin) {
    if (TimeoutCalls.areCarried()) {
      TimeoutCalls.arm(!suppressBegin);
    }
    return DriverCalls.enter(TripKind.OTHER);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter boolean outermost) {
    DriverCalls.exit(outermost);
  }
}
