package io.tripmeter.advice;

import io.tripmeter.boot.DriverCalls;
import net.bytebuddy.asm.Advice;

/** Entry points of Flyway and Liquibase: what they open while they run is a migration's. */
final class MigrationAdvice {
  private MigrationAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    DriverCalls.enterMigration();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit() {
    DriverCalls.exitMigration();
  }
}
