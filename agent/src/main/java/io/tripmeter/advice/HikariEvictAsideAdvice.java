package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** PoolEntry.evict: skipped for a connection that was lent to a migration and is not the pool's. */
final class HikariEvictAsideAdvice {
  private HikariEvictAsideAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enter(@Advice.This Object entry) {
    return PoolCalls.isMigrations(entry, true);
  }
}
