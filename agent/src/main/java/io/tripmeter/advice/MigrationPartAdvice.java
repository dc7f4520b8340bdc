package io.tripmeter.advice;

import io.tripmeter.boot.MigrationCalls;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Parts of Flyway and Liquibase that execute one statement of a script, or one change set. */
final class MigrationPartAdvice {
  private MigrationPartAdvice() {}

  /** Flyway's DefaultSqlScriptExecutor.executeStatement. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enterStatement(
      @Advice.Argument(1) Object script, @Advice.Argument(2) Object statement) {
    return MigrationCalls.enterPart(script, statement);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitStatement(@Advice.Enter @Nullable Object before) {
    MigrationCalls.exitPart(before);
  }

  /** Liquibase's ChangeSet. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enterChangeSet(@Advice.This Object changeSet) {
    return MigrationCalls.enterPart(changeSet, null);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitChangeSet(@Advice.Enter @Nullable Object before) {
    MigrationCalls.exitPart(before);
  }
}
