package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** What a migration tool executes at this moment. Kept only while it does. Immutable. */
public final class MigrationPart {
  /** Flyway's SqlScript or Liquibase's ChangeSet. */
  public final Object script;

  /** Flyway's SqlStatement. */
  public final @Nullable Object statement;

  MigrationPart(Object script, @Nullable Object statement) {
    this.script = script;
    this.statement = statement;
  }
}
