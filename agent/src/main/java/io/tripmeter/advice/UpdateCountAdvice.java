package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** PgStatement's result handler takes the number of rows that a statement changed. */
final class UpdateCountAdvice {
  private UpdateCountAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(1) long count) {
    DriverCalls.rows(count);
  }
}
