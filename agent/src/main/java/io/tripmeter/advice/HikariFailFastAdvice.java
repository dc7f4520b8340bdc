package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** What the constructors of HikariPool and PoolBase call and may throw: then there will be no pool. They themselves cannot be caught in. */
final class HikariFailFastAdvice {
  private HikariFailFastAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      PoolCalls.failed(PoolCalls.HIKARICP);
    }
  }
}
