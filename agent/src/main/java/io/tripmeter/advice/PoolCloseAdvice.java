package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** The method that closes a pool. */
final class PoolCloseAdvice {
  private PoolCloseAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Constant("product") int product, @Advice.This Object pool) {
    PoolCalls.closing(product, pool);
  }
}
