package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** PgConnection.isValid, asked by a pool: true without a question to the server where the connection is known to be alive. */
final class ValidAdvice {
  private ValidAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enter(@Advice.This Object connection, @Advice.Argument(0) int seconds) {
    return DriverCalls.enterValidate(connection, seconds);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.This Object connection,
      @Advice.Enter boolean vouchedFor,
      @Advice.Return(readOnly = false) boolean valid) {
    valid = DriverCalls.exitValidate(connection, vouchedFor, valid);
  }
}
