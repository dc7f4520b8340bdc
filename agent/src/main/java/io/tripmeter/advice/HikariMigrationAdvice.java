package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import java.sql.Connection;
import net.bytebuddy.asm.Advice;

/** HikariPool.getConnection(), asked by a migration tool: it may get a connection of its own, at another place. */
final class HikariMigrationAdvice {
  private HikariMigrationAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static Object enter(@Advice.This Object pool) {
    return PoolCalls.forMigration(PoolCalls.HIKARICP, pool);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Enter Object own, @Advice.Return(readOnly = false) Connection lent) {
    if (own != null) {
      lent = (Connection) own;
    }
  }
}
