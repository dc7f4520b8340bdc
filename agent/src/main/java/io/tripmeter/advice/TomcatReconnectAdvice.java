package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** PooledConnection.reconnect: an object that the pool has already gets another physical connection. */
final class TomcatReconnectAdvice {
  private TomcatReconnectAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Constant("product") int product, @Advice.FieldValue("parent") Object pool) {
    PoolCalls.opening(product, pool);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Constant("product") int product,
      @Advice.FieldValue("parent") Object pool,
      @Advice.This Object entry,
      @Advice.Thrown Throwable thrown) {
    PoolCalls.opened(product, pool, entry, thrown);
  }
}
