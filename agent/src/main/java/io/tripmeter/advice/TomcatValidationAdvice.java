package io.tripmeter.advice;

import io.tripmeter.boot.ValidationCalls;
import net.bytebuddy.asm.Advice;

/** Tests of a PooledConnection. Those with the number of {@code borrow} are of a connection that it is about to lend, {@code init} of a new one. */
final class TomcatValidationAdvice {
  private TomcatValidationAdvice() {}

  /** doValidate: whether such a test is configured. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitDecide(
      @Constant("borrow") int borrow,
      @Constant("init") int init,
      @Advice.Argument(0) int action,
      @Advice.FieldValue("connection") Object connection,
      @Advice.FieldValue("lastValidated") long lastValidated,
      @Advice.Return(readOnly = false) boolean needed) {
    if (action == borrow) {
      needed = ValidationCalls.isTestNeeded(needed, connection, lastValidated);
    } else if (action == init) {
      needed = ValidationCalls.isFirstTestNeeded(needed, connection);
    }
  }

  /** validate: the test. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enterTest(@Constant("borrow") int borrow, @Advice.Argument(0) int action) {
    return ValidationCalls.enterTest(action == borrow);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitTest(
      @Advice.Enter boolean outermost,
      @Advice.FieldValue("connection") Object connection,
      @Advice.Return boolean valid) {
    ValidationCalls.exitTest(outermost, connection, valid);
  }
}
