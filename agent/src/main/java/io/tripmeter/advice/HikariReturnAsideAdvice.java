package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** PoolEntry.recycle: skipped for a connection that was lent to a migration and is not the pool's. */
final class HikariReturnAsideAdvice {
  private HikariReturnAsideAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enter(@Advice.This Object entry) {
    return PoolCalls.isMigrations(entry, false);
  }
}
