package io.tripmeter.boot;

/** Called by code inlined into the driver's isValid. Only a pool's own checks are answered here, never the application's. */
public final class ValidationCalls {
  private ValidationCalls() {}

  /**
   * @param seconds that the pool gives the server for its answer
   * @return whether the connection is known to be alive, so that the server need not be asked
   */
  public static boolean enter(Object connection, int seconds) {
    ThreadState thread = ThreadState.current();
    PoolStats pool = thread.pool.borrowing != null ? thread.pool.borrowing : thread.pool.opening;
    DriverHooks.Validation hook =
        pool != null && pool.hasAliveBypass() ? DriverHooks.validation() : null;
    if (pool != null && hook != null && hook.bypasses(connection, pool, seconds)) {
      return true;
    }
    thread.call.begin(TripKind.VALIDATE);
    return false;
  }

  /**
   * @param bypassed what {@link #enter} returned
   * @param valid the server's answer
   */
  public static boolean exit(Object connection, boolean bypassed, boolean valid) {
    if (bypassed) {
      return true;
    }
    ThreadState thread = ThreadState.current();
    // No other call is of this kind.
    DriverCalls.exit(thread.call.kind == TripKind.VALIDATE);
    PoolStats pool = thread.pool.borrowing;
    if (pool != null && !valid) {
      pool.invalid().increment();
    }
    DriverHooks.Validation hook =
        pool != null && pool.hasAliveBypass() ? DriverHooks.validation() : null;
    if (hook != null) {
      hook.validated(connection, valid);
    }
    return valid;
  }
}
