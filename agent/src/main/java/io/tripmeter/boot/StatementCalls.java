package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** Called by code inlined into the driver's execution of statements. Nothing here allocates or throws. */
public final class StatementCalls {
  /** Longer than any statement: nothing is slow. */
  private static final long NEVER = Long.MAX_VALUE;

  /** Volatile: written while statements run. A read of it costs what a read of any field does on the processors of servers. */
  private static volatile long slowNanos = NEVER;

  private static volatile int repeatThreshold = Integer.MAX_VALUE;

  private static volatile @Nullable StatementTable table;

  /** Null unless somebody looks at running statements. */
  private static volatile @Nullable RunningStatements running;

  private StatementCalls() {}

  /** From now on every statement of the application is counted here. */
  public static void countIn(StatementTable counted) {
    table = counted;
  }

  /**
   * Set once; statements may be running.
   *
   * @param slow nanoseconds from which a statement is handed to {@link DriverHooks.Statements#executed}; 0 for every one, negative for none
   * @param repeats executions in one unit of work from which a statement is handed to {@link DriverHooks.Statements#repeated}; 0 for never
   */
  public static void watch(long slow, int repeats) {
    slowNanos = slow < 0 ? NEVER : slow;
    repeatThreshold = repeats <= 0 ? Integer.MAX_VALUE : repeats;
  }

  /** From now on a statement can be seen while it runs. */
  public static void showIn(RunningStatements shown) {
    running = shown;
  }

  /**
   * A statement is about to be sent.
   *
   * @param executor the connection's query executor
   * @param text null if the driver would have to build it
   * @param count entries of a batch, or 1
   * @return whether it is the outermost call; a statement inside another call of the driver's belongs to that call
   */
  public static boolean enter(Object executor, @Nullable String text, int count) {
    ThreadState thread = ThreadState.current();
    if (thread.call.kind != null) {
      return false;
    }
    if (thread.statement.next != null) {
      return enterDriversOwn(thread);
    }
    StatementState statement = thread.statement;
    statement.text = text;
    statement.rows = 0;
    statement.tripsBefore = thread.call.trips;
    UnitOfWork unit = thread.work.live();
    if (unit != null) {
      executes(executor, unit, text, count);
    } else if (thread.work.program != null) {
      thread.work.program.cost.executed(count);
    }
    boolean outermost = thread.call.begin(text == null ? TripKind.QUERY : StatementKind.of(text));
    RunningStatements shown = running;
    if (shown != null && !thread.agentThread) {
      statement.slot = shown.begin(statement.slot, executor, text, thread.call.start);
      statement.isWatched = statement.slot != RunningStatements.NONE;
    }
    return outermost;
  }

  private static void executes(Object executor, UnitOfWork unit, @Nullable String text, int count) {
    unit.cost.executed(count);
    int threshold = repeatThreshold;
    // Batches are what repeated statements are to become.
    if (text == null || count > 1 || threshold == Integer.MAX_VALUE) {
      return;
    }
    int executions = unit.cost.repeat(text);
    if (executions >= threshold - 1 && executions > 0) {
      DriverHooks.Statements hook = DriverHooks.statements();
      if (hook != null) {
        hook.repeated(executor, unit, text, executions);
      }
    }
  }

  private static boolean enterDriversOwn(ThreadState thread) {
    StatementState statement = thread.statement;
    TripKind kind = statement.next;
    statement.next = null;
    statement.isDriversOwn = true;
    return kind != null && thread.call.begin(kind);
  }

  /** The driver has prepared a query of its own, a look-up of a type for instance. Inside another call it belongs to that call. */
  public static void preparedOwn(TripKind kind) {
    ThreadState thread = ThreadState.current();
    if (thread.call.kind == null) {
      thread.statement.next = kind;
    }
  }

  /** The running statement has returned or changed this many rows more. */
  public static void rows(long count) {
    ThreadState.current().statement.rows += count;
  }

  /**
   * A statement, or a batch, has ended.
   *
   * @param executor the connection's query executor
   * @param outermost what {@link #enter} returned
   * @param query the driver's query object, asked for its text only when the statement has become interesting
   * @param parameters the driver's list of bind values, or an array of lists; passed on as it is
   */
  public static void exit(
      Object executor,
      boolean outermost,
      Object query,
      @Nullable Object parameters,
      @Nullable Throwable thrown) {
    if (thrown != null) {
      StatementFailures.failed(executor, query, thrown);
    }
    if (!outermost) {
      return;
    }
    ThreadState thread = ThreadState.current();
    long nanos = DriverCalls.ended(thread);
    StatementState statement = thread.statement;
    String text = statement.text;
    statement.text = null;
    statement.comment = null;
    statement.sentLength = 0;
    if (statement.isWatched) {
      ended(statement);
    }
    if (statement.isDriversOwn || thread.agentThread) {
      statement.isDriversOwn = false;
      return;
    }
    PoolStats pool = thread.call.lastPool;
    pool.operationDuration().record(nanos);
    if (!thread.inMigration()) {
      pool.executed(nanos);
    }
    StatementTable counted = table;
    if (counted != null) {
      counted.add(text, nanos, thread.call.trips - statement.tripsBefore, statement.rows);
    }
    PoolHooks.Reads reads = PoolHooks.reads();
    if (reads != null) {
      reads.executed(pool, text);
    }
    if (nanos >= slowNanos) {
      slow(thread, text == null ? query.toString() : text, parameters, nanos, thrown);
    }
  }

  private static void ended(StatementState statement) {
    RunningStatements shown = running;
    statement.isWatched = false;
    if (shown != null) {
      shown.end(statement.slot);
    }
  }

  private static void slow(
      ThreadState thread,
      String text,
      @Nullable Object parameters,
      long nanos,
      @Nullable Throwable thrown) {
    DriverHooks.Statements hook = DriverHooks.statements();
    if (hook != null) {
      long trips = thread.call.trips - thread.statement.tripsBefore;
      hook.executed(
          text, parameters, nanos, trips, thread.statement.rows, thrown, thread.call.lastPool);
    }
  }
}
