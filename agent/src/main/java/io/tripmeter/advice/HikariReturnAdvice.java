package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** PoolEntry.recycle: a connection comes back. */
final class HikariReturnAdvice {
  private HikariReturnAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("hikariPool") Object pool,
      @Advice.FieldValue("connection") Object connection,
      @Advice.FieldValue("lastBorrowed") long lastBorrowed) {
    PoolCalls.returned(pool, connection, lastBorrowed);
  }
}
