package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** The migrations (Flyway, Liquibase) that run on a thread. */
public final class MigrationState {
  /** Nested. */
  int running;

  @Nullable
  Object own;

  MigrationState() {}

  /** What the outermost migration has of its own, until it ends. */
  public @Nullable Object own() {
    return own;
  }

  public void setOwn(Object own) {
    this.own = own;
  }
}
