package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** PoolBase.newConnection: opens a physical connection and sets it up. */
final class HikariOpenAdvice {
  private HikariOpenAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object pool) {
    PoolCalls.opening(PoolCalls.HIKARICP, pool);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.This Object pool,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object connection,
      @Advice.Thrown Throwable thrown) {
    connection = PoolCalls.opened(PoolCalls.HIKARICP, pool, connection, thrown);
  }
}
