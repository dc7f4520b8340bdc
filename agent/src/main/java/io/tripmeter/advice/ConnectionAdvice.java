package io.tripmeter.advice;

import io.tripmeter.boot.CancelCalls;
import io.tripmeter.boot.ConnectCalls;
import io.tripmeter.boot.IsolationCalls;
import io.tripmeter.boot.ValidationCalls;
import net.bytebuddy.asm.Advice;

/** Calls of the driver's connections that are no statements. */
final class ConnectionAdvice {
  private ConnectionAdvice() {}

  /** PgConnection.isValid, called by a pool: returns true without asking the server while the connection is known to be alive. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enterValid(@Advice.This Object connection, @Advice.Argument(0) int seconds) {
    return ValidationCalls.enter(connection, seconds);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitValid(
      @Advice.This Object connection,
      @Advice.Enter boolean bypassed,
      @Advice.Return(readOnly = false) boolean valid) {
    valid = ValidationCalls.exit(connection, bypassed, valid);
  }

  /** PgConnection.getTransactionIsolation: not asked where the server has told it ahead. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static int enterIsolation(@Advice.This Object connection) {
    return IsolationCalls.known(connection);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitIsolation(
      @Advice.Enter int known, @Advice.Return(readOnly = false) int isolation) {
    if (known != 0) {
      isolation = known;
    }
  }

  /** QueryExecutorBase.sendQueryCancel: opens a short connection of its own, on any thread. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterCancel(@Advice.This Object executor) {
    CancelCalls.enter(executor);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitCancel() {
    CancelCalls.exit();
  }

  /** PgConnection.close: the connection is closed by its owner. Skipped for one that is kept. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enterClose(@Advice.This Object connection) {
    return ConnectCalls.closing(connection);
  }
}
