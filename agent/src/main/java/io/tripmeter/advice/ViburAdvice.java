package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import io.tripmeter.boot.ValidationCalls;
import net.bytebuddy.asm.Advice;

/** Where Vibur's classes are of another shape than {@link PoolAdvice} expects. */
final class ViburAdvice {
  private ViburAdvice() {}

  /** ViburDBCPDataSource.doStart: makes the pool, and its own object is what stands for it. */
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitStart(
      @Constant("product") int product, @Advice.This Object pool, @Advice.Thrown Throwable thrown) {
    PoolCalls.initialized(product, pool, thrown);
  }

  /** The constructor of what is around a ConnHolder, its first argument, while that is lent. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitLend(@Advice.Argument(0) Object holder) {
    PoolCalls.lent(holder);
  }

  /** A method of JdbcUtils that runs a statement, or asks isValid: whether the connection is in order. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enterTest(
      @Advice.Argument(0) Object connection, @Advice.Argument(1) Object statement) {
    return ValidationCalls.enterStatement(connection, statement);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitTest(
      @Advice.Enter boolean bypassed,
      @Advice.Argument(0) Object connection,
      @Advice.Argument(1) Object statement,
      @Advice.Return(readOnly = false) boolean valid) {
    valid = ValidationCalls.exitStatement(connection, statement, bypassed, valid);
  }
}
