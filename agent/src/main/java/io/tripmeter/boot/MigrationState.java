package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** The migrations (Flyway, Liquibase) that run on a thread. */
public final class MigrationState {
  /** Nested. */
  int running;

  @Nullable
  Object own;

  @Nullable
  MigrationPart part;

  @Nullable
  Object tables;

  MigrationState() {}

  /** What the outermost migration has of its own, until it ends. */
  public @Nullable Object own() {
    return own;
  }

  public void setOwn(Object own) {
    this.own = own;
  }

  /** What the tool executes now; null if it does not say. */
  public @Nullable MigrationPart part() {
    return part;
  }

  /** What the outermost migration knows of the tables that it changes, until it ends. */
  public @Nullable Object tables() {
    return tables;
  }

  public void setTables(Object tables) {
    this.tables = tables;
  }
}
