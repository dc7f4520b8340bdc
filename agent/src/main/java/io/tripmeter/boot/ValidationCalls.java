package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * Called by code inlined into the driver's isValid, and into a pool's own test. Only what is asked while a pool lends or opens a connection is
 * answered here: by the pool, or by a callback of the application's that the pool runs then.
 */
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
    if (pool != null && hook != null && hook.bypasses(connection, pool, limit(pool, seconds))) {
      return true;
    }
    thread.call.begin(TripKind.VALIDATE);
    return false;
  }

  /** A pool that sets no time may have one known for its test. */
  private static int limit(PoolStats pool, int seconds) {
    BorrowTest test = seconds == 0 ? pool.borrowTest() : null;
    return test == null || test.isByStatement() ? seconds : test.seconds();
  }

  /**
   * The same for a test that is not isValid.
   *
   * @param statement null if the test is none
   */
  public static boolean enterStatement(Object connection, @Nullable Object statement) {
    PoolStats pool = testing(statement);
    if (pool == null) {
      return false;
    }
    BorrowTest test = pool.hasAliveBypass() ? pool.borrowTest() : null;
    DriverHooks.Validation hook = test == null ? null : DriverHooks.validation();
    if (test != null && hook != null && hook.bypasses(connection, pool, test.seconds())) {
      return true;
    }
    ThreadState.current().call.begin(TripKind.VALIDATE);
    return false;
  }

  /** The same of what a pool has just opened: an object around the driver's connection perhaps. */
  public static boolean enterStatementOfNew(int product, Object opened) {
    PoolHooks.Pools hook = ThreadState.current().pool.opening == null ? null : PoolHooks.pools();
    Object connection = hook == null ? null : hook.connection(product, opened);
    return connection != null && enterStatement(connection, connection);
  }

  /**
   * @param bypassed what {@link #enterStatement} returned
   * @return whether the connection is valid
   */
  public static boolean exitStatement(
      Object connection, @Nullable Object statement, boolean bypassed, boolean valid) {
    return testing(statement) == null ? valid : exit(connection, bypassed, valid);
  }

  /**
   * The pool that tests by this statement what it lends, or, if it is known to do that, what it has just opened; null where one sets up a
   * new connection, or its test is isValid.
   */
  private static @Nullable PoolStats testing(@Nullable Object statement) {
    PoolState thread = ThreadState.current().pool;
    boolean isNew = thread.opening != null;
    PoolStats pool = isNew ? thread.opening : thread.borrowing;
    if (pool == null || pool == PoolStats.NONE || statement == null) {
      return null;
    }
    BorrowTest test = pool.borrowTest();
    boolean isTest = isNew
        ? test != null && test.isOfNew() && pool.hasAliveBypass()
        : test == null || test.isByStatement();
    return isTest ? pool : null;
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
    // No other call is of this kind, but for a pool's test around this one, which ends by itself.
    DriverCalls.exit(thread.call.kind == TripKind.VALIDATE && !thread.pool.testing);
    PoolStats pool = thread.pool.borrowing;
    if (pool != null && !valid && thread.pool.opening == null) {
      pool.invalid().increment();
    }
    DriverHooks.Validation hook =
        pool != null && pool.hasAliveBypass() ? DriverHooks.validation() : null;
    if (hook != null) {
      hook.validated(connection, valid);
    }
    return valid;
  }

  /**
   * A pool is about to decide whether it tests a connection that it lends.
   *
   * @param wanted whether it would
   * @param testedAt when it did so last, as {@link System#currentTimeMillis()}
   * @return whether it has to: not while the connection is known to be alive
   */
  public static boolean isTestNeeded(boolean wanted, @Nullable Object connection, long testedAt) {
    PoolStats pool = wanted ? ThreadState.current().pool.borrowing : null;
    BorrowTest test = pool == null || !pool.hasAliveBypass() ? null : pool.borrowTest();
    OpenConnection open =
        test == null || connection == null ? null : OpenConnections.of(connection);
    DriverHooks.Validation hook = DriverHooks.validation();
    if (pool == null || test == null || connection == null || open == null || hook == null) {
      return wanted;
    }
    long now = System.currentTimeMillis();
    if (test.believes(now - testedAt)) {
      // The pool leaves it out by itself.
      return true;
    }
    if (test.believes(now - open.aliveAt())) {
      return false;
    }
    if (!hook.bypasses(connection, pool, test.seconds())) {
      return true;
    }
    open.aliveAt(now);
    return false;
  }

  /** The same for a connection that the pool has just opened: it learns nothing by it. */
  public static boolean isFirstTestNeeded(boolean wanted, @Nullable Object connection) {
    PoolStats pool = wanted ? ThreadState.current().pool.opening : null;
    BorrowTest test = pool == null || !pool.hasAliveBypass() ? null : pool.borrowTest();
    DriverHooks.Validation hook = DriverHooks.validation();
    return wanted
        && (pool == null
            || test == null
            || !test.isOfNew()
            || connection == null
            || hook == null
            || !hook.bypasses(connection, pool, test.seconds()));
  }

  /** A pool is about to test the connection that it has {@linkplain PoolCalls#taken taken}: whether it is known to be alive. */
  public static boolean isTakenAlive() {
    Object connection = ThreadState.current().pool.taken;
    return connection != null && !isTestNeeded(true, connection, 0);
  }

  /** The same as {@link #enterTest(boolean)}, also of what is not taken to be lent. */
  public static boolean enterTestOfTaken() {
    return enterTest(true);
  }

  public static void exitTestOfTaken(boolean outermost, boolean valid) {
    exitTest(outermost, ThreadState.current().pool.taken, valid);
  }

  /** A pool tests a connection that it lends: what that costs is a validation, by whatever statement. Returns what {@link #exitTest} needs. */
  public static boolean enterTest(boolean borrowing) {
    ThreadState thread = ThreadState.current();
    boolean outermost = borrowing && thread.call.begin(TripKind.VALIDATE);
    thread.pool.testing |= outermost;
    return outermost;
  }

  /** @param valid the pool's verdict */
  public static void exitTest(boolean outermost, @Nullable Object connection, boolean valid) {
    if (!outermost) {
      return;
    }
    PoolState thread = ThreadState.current().pool;
    thread.testing = false;
    DriverCalls.exit(true);
    PoolStats pool = thread.borrowing;
    BorrowTest test = pool == null ? null : pool.borrowTest();
    if (pool == null || test == null || !test.isByStatement()) {
      return;
    }
    if (!valid) {
      pool.invalid().increment();
    }
    DriverHooks.Validation hook = pool.hasAliveBypass() ? DriverHooks.validation() : null;
    if (hook != null && connection != null) {
      hook.validated(connection, valid);
    }
  }
}
