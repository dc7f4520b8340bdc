package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TripKind;
import net.bytebuddy.asm.Advice;

/** TypeInfoCache prepares a look-up of a type. Hooked here and not in its public methods, which are called for every row. */
final class OwnStatementAdvice {
  private OwnStatementAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit() {
    DriverCalls.preparedOwn(TripKind.METADATA);
  }
}
