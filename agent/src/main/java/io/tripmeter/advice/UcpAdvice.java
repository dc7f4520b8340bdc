package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Where UCP's classes are of another shape than {@link PoolAdvice} expects. */
final class UcpAdvice {
  private UcpAdvice() {}

  /** UniversalConnectionPool.start: the pool, which is its own configuration, opens its initial connections. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterStart(@Constant("product") int product, @Advice.This Object pool) {
    PoolCalls.starting(product, pool);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitStart(
      @Constant("product") int product, @Advice.This Object pool, @Advice.Thrown Throwable thrown) {
    PoolCalls.initialized(product, pool, thrown);
  }

  /** ConnectionFactoryAdapter.createPooledConnection: the pool's object for the connection that is its first argument. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitWrap(
      @Advice.Argument(0) Object connection,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object pooled) {
    PoolCalls.wrapped(connection, pooled);
  }
}
