package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** HikariPool.getConnection(), which does nothing but call the one with a timeout: that one stays small enough to be inlined. */
final class HikariBorrowAdvice {
  private HikariBorrowAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@Advice.This Object pool) {
    return PoolCalls.borrow(pool);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter long start, @Advice.Thrown Throwable thrown) {
    PoolCalls.borrowed(start, thrown);
  }
}
