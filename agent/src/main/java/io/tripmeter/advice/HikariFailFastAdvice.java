package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** HikariPool.checkFailFast: when it throws, there will be no pool. */
final class HikariFailFastAdvice {
  private HikariFailFastAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      PoolCalls.failed(PoolCalls.HIKARICP);
    }
  }
}
