package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import io.tripmeter.boot.ValidationCalls;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Where c3p0's classes are of another shape than {@link PoolAdvice} expects. */
final class C3p0Advice {
  private C3p0Advice() {}

  /** C3P0PooledConnectionPoolManager.createPooledConnectionPool: a data source's pool for one user. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterCreate(@Constant("product") int product, @Advice.This Object manager) {
    PoolCalls.creating(product, manager);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitCreate(
      @Constant("product") int product,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object pool,
      @Advice.Thrown Throwable thrown) {
    PoolCalls.initialized(product, pool, thrown);
  }

  /** The pool lends its object for a connection: which pool it is of, the data source that is to lend it does not know. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitCheckout(@Advice.This Object pool) {
    PoolCalls.checkedOut(pool);
  }

  /** AbstractPoolBackedDataSource.getConnection: it lends what it has just checked out. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitRead(
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object lent) {
    lent = PoolCalls.lendingCheckedOut(lent);
  }

  /** DefaultConnectionTester.activeCheckConnection by a statement: skipped, its result is 0, which means okay. */
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
      @Advice.Return int status) {
    ValidationCalls.exitStatement(connection, statement, bypassed, status == 0);
  }
}
