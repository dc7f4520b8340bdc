package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** HikariPool.shutdown. */
final class HikariCloseAdvice {
  private HikariCloseAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object pool) {
    PoolCalls.closing(PoolCalls.HIKARICP, pool);
  }
}
