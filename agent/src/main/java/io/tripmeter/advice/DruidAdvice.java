package io.tripmeter.advice;

import io.tripmeter.boot.ValidationCalls;
import net.bytebuddy.asm.Advice;

/** Tests of a DruidDataSource. After a fatal error it lends less until a test has succeeded, so the next one is not left out. */
final class DruidAdvice {
  private DruidAdvice() {}

  /** validateConnection, which throws if the connection is broken: of one that was just opened, or of an idle one. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enterTestNew(
      @Constant("product") int product,
      @Advice.FieldValue("onFatalError") boolean isInDoubt,
      @Advice.Argument(0) Object connection) {
    return !isInDoubt && ValidationCalls.enterStatementOfNew(product, connection);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitTestNew(
      @Advice.Argument(0) Object connection,
      @Advice.Enter boolean bypassed,
      @Advice.Thrown Throwable thrown) {
    ValidationCalls.exitStatement(connection, connection, bypassed, thrown == null);
  }

  /** testConnectionInternal: of one that is about to be lent, or has come back. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enterTestLent(
      @Advice.FieldValue("onFatalError") boolean isInDoubt, @Advice.Argument(1) Object connection) {
    return !isInDoubt && ValidationCalls.enterStatement(connection, connection);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitTestLent(
      @Advice.Argument(1) Object connection,
      @Advice.Enter boolean bypassed,
      @Advice.Return(readOnly = false) boolean valid) {
    valid = ValidationCalls.exitStatement(connection, connection, bypassed, valid);
  }
}
