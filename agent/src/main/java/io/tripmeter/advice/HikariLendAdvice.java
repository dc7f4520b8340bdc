package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import net.bytebuddy.asm.Advice;

/** PoolEntry.createProxyConnection: a connection is lent. HikariCP notes the time itself only if the application has a metrics tracker. */
@SuppressWarnings("UnusedVariable") // The assignment is what is copied.
final class HikariLendAdvice {
  private HikariLendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("connection") Object connection,
      @Advice.FieldValue(value = "lastBorrowed", readOnly = false) long lastBorrowed) {
    PoolCalls.lent(connection);
    lastBorrowed = PoolCalls.clock();
  }
}
