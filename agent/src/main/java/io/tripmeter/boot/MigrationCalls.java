package io.tripmeter.boot;

/** Called by code inlined into the entry points of migration tools. They nest. */
public final class MigrationCalls {
  private MigrationCalls() {}

  public static void enter() {
    ThreadState.current().migration().running++;
  }

  public static void exit() {
    MigrationState migration = ThreadState.current().migration();
    migration.running--;
    Object own = migration.own;
    if (migration.running == 0 && own != null) {
      migration.own = null;
      PoolHooks.Migrations hook = PoolHooks.migrations();
      if (hook != null) {
        hook.migrationEnded(own);
      }
    }
  }
}
