package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** Called by code inlined into migration tools, whose entry points nest, and into the driver's parser. */
public final class MigrationCalls {
  private MigrationCalls() {}

  public static void enter() {
    ThreadState.current().migration().running++;
  }

  public static void exit() {
    MigrationState migration = ThreadState.current().migration();
    migration.running--;
    if (migration.running == 0) {
      migration.tables = null;
    }
    Object own = migration.own;
    if (migration.running == 0 && own != null) {
      migration.own = null;
      PoolHooks.Migrations hook = PoolHooks.migrations();
      if (hook != null) {
        hook.migrationEnded(own);
      }
    }
  }

  /**
   * The tool executes a script's statement, or a change set.
   *
   * @return for {@link #exitPart}
   */
  public static @Nullable Object enterPart(Object script, @Nullable Object statement) {
    MigrationState migration = ThreadState.current().migration();
    MigrationPart before = migration.part;
    migration.part = new MigrationPart(script, statement);
    return before;
  }

  public static void exitPart(@Nullable Object before) {
    ThreadState.current().migration().part = (MigrationPart) before;
  }

  /**
   * The driver has parsed a text that is not in the connection's cache of statements, and has not sent it yet.
   *
   * @param query the driver's query object, asked for its text only if that is of interest
   */
  public static void parsed(Object executor, Object query) {
    DriverHooks.Migrations hook = DriverHooks.migrations();
    if (hook == null) {
      return;
    }
    ThreadState thread = ThreadState.current();
    if (thread.inMigration() && !thread.agentThread) {
      hook.parsed(executor, query.toString());
    }
  }
}
