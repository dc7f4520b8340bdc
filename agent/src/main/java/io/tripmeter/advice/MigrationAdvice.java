package io.tripmeter.advice;

import io.tripmeter.boot.MigrationCalls;
import net.bytebuddy.asm.Advice;

/** Entry points of Flyway and Liquibase: what they open while they run is a migration's. */
final class MigrationAdvice {
  private MigrationAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    MigrationCalls.enter();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit() {
    MigrationCalls.exit();
  }
}
