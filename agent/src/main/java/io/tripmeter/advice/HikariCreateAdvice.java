package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** HikariPool's constructor. Its configuration may still be changed at entry; the entry is before super(), hence not suppressed here. */
final class HikariCreateAdvice {
  private HikariCreateAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.Argument(0) Object config) {
    PoolCalls.creating(PoolCalls.HIKARICP, config);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object pool) {
    PoolCalls.created(PoolCalls.HIKARICP, pool);
  }
}
