package io.tripmeter.boot;

/**
 * Called by code inlined into PgStatement. A statement in autocommit has no BEGIN that a statement timeout could go with; where sessions
 * are shared it gets a timer of the driver's instead, which sends a cancel request.
 */
public final class TimerCalls {
  private static volatile boolean used;

  private TimerCalls() {}

  /** From now on statements in autocommit may have a timer of ours. */
  public static void use() {
    used = true;
  }

  /** Milliseconds after which the driver is to cancel a statement that has no timeout of the application's; 0: never. */
  public static long timeout(Object connection) {
    DriverHooks.Transactions hook = used ? DriverHooks.transactions() : null;
    if (hook == null) {
      return 0;
    }
    ThreadState thread = ThreadState.current();
    TimerState timers = thread.timers();
    if (timers.batches > 0 || thread.inMigration()) {
      return 0;
    }
    long millis = hook.autocommitTimeout(connection);
    if (millis != 0) {
      timers.statements++;
      timers.millis = millis;
    }
    return millis;
  }

  /** A statement has ended on this thread. Returns whether its timeout is the one that {@link #timeout} gave it. */
  public static boolean isOurs(long millis) {
    if (!used) {
      return false;
    }
    TimerState timers = ThreadState.current().timers();
    if (timers.statements == 0 || timers.millis != millis) {
      return false;
    }
    timers.statements--;
    return true;
  }

  /** A batch begins on this thread. The driver has one timer for all its statements, so none of ours is given. */
  public static void enterBatch() {
    if (used) {
      ThreadState.current().timers().batches++;
    }
  }

  public static void exitBatch() {
    if (used) {
      TimerState timers = ThreadState.current().timers();
      timers.batches = Math.max(0, timers.batches - 1);
    }
  }
}
