package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** What code inlined into the driver calls. Nothing here allocates, and nothing throws into the driver. */
public final class DriverCalls {
  /** Longer than any statement: nothing is slow. */
  private static final long NEVER = Long.MAX_VALUE;

  /** Volatile: written while statements run. A read of it costs what a read of any field does on the processors of servers. */
  private static volatile long slowNanos = NEVER;

  private static volatile int repeatThreshold = Integer.MAX_VALUE;
  private static volatile boolean watchesHazards;

  /** QueryExecutor.QUERY_EXECUTE_AS_SIMPLE of pgjdbc 42.2 to 42.7: one Query message, which may hold several statements. */
  private static final int AS_SIMPLE = 1024;

  /** Some connection of this JVM has settings that ride with its BEGIN. */
  private static volatile boolean riders;

  /** Some connection of this JVM leaves the statement timeout to the driver. */
  private static volatile boolean areTimed;

  private DriverCalls() {}

  /**
   * Set once; statements may be running.
   *
   * @param slow nanoseconds from which a statement is handed to {@link DriverHooks.Statements#executed}; 0 for every one, negative for none
   * @param repeats executions in one request from which a statement is handed to {@link DriverHooks.Statements#repeated}; 0 for never
   */
  public static void watch(long slow, int repeats) {
    slowNanos = slow < 0 ? NEVER : slow;
    repeatThreshold = repeats <= 0 ? Integer.MAX_VALUE : repeats;
  }

  /** Whether a session may be shared: from now on texts and failures are handed to {@link DriverHooks.Hazards}. */
  public static void watchHazards(boolean may) {
    watchesHazards = may;
  }

  public static boolean watchesHazards() {
    return watchesHazards;
  }

  /**
   * The driver has parsed a text that is not in the connection's cache of statements.
   *
   * @param query the driver's query object, asked for its text only if that is of interest
   */
  public static void parsed(Object executor, Object query) {
    DriverHooks.Hazards hook = watchesHazards ? DriverHooks.hazards() : null;
    if (hook != null) {
      hook.parsed(executor, query.toString());
    }
  }

  /** A call begins that may go to the server; true if it is the outermost, whose kind counts. */
  public static boolean enter(TripKind kind) {
    ThreadState thread = ThreadState.current();
    return thread.call.begin(kind);
  }

  public static void exit(boolean outermost) {
    if (outermost) {
      ThreadState thread = ThreadState.current();
      leave(thread);
    }
  }

  private static long leave(ThreadState thread) {
    long nanos = thread.call.end();
    RequestCounters request = thread.work.request;
    if (request != null) {
      request.spent(nanos);
    }
    return nanos;
  }

  /** A statement, or a batch of {@code count}, is sent; true if the application's, not one the driver needs for something else. */
  public static boolean enterStatement(@Nullable String text, int count) {
    ThreadState thread = ThreadState.current();
    if (thread.call.kind != null) {
      return false;
    }
    if (thread.statement.next != null) {
      return enterOwn(thread);
    }
    StatementState statement = thread.statement;
    statement.text = text;
    statement.rows = 0;
    statement.tripsBefore = thread.call.trips;
    RequestCounters request = thread.work.request;
    if (request != null) {
      request.executed(count);
      int threshold = repeatThreshold;
      if (text != null && threshold != Integer.MAX_VALUE) {
        int executions = request.repeat(text);
        if (executions >= threshold - 1 && executions > 0) {
          repeated(request, text, executions);
        }
      }
    }
    return thread.call.begin(text == null ? TripKind.QUERY : StatementKind.of(text));
  }

  /** A statement of the driver's own, a type's name looked up for instance; its end is that of any call. */
  private static boolean enterOwn(ThreadState thread) {
    StatementState statement = thread.statement;
    TripKind kind = statement.next;
    statement.next = null;
    statement.isDriversOwn = true;
    return kind != null && thread.call.begin(kind);
  }

  /** The driver has prepared a statement for its own needs; inside another call its execution is that call's anyway. */
  public static void preparedOwn(TripKind kind) {
    ThreadState thread = ThreadState.current();
    if (thread.call.kind == null) {
      thread.statement.next = kind;
    }
  }

  private static void repeated(RequestCounters request, String text, int executions) {
    DriverHooks.Statements hook = DriverHooks.statements();
    if (hook != null) {
      hook.repeated(request, text, executions);
    }
  }

  private static void failed(Object executor, Object query, Throwable thrown) {
    // What the server answers, and what breaks the connection, is a checked exception (pgjdbc 42.2
    // to 42.7).
    if (thrown instanceof RuntimeException || thrown instanceof Error) {
      OpenConnection connection = OpenConnections.of(executor);
      TripStream stream = connection == null ? null : connection.stream();
      if (stream != null) {
        stream.leavesUnsent();
      }
    }
    DriverHooks.Hazards hook = watchesHazards ? DriverHooks.hazards() : null;
    if (hook != null) {
      hook.failed(executor, query.toString(), thrown);
    }
    if (TimeoutCalls.areCarried()) {
      timedOut(executor, query, thrown);
    }
  }

  private static void timedOut(Object executor, Object query, Throwable thrown) {
    DriverHooks.Timeouts hook = DriverHooks.timeouts();
    DriverHooks.Connections connections = DriverHooks.connections();
    ThreadState thread = ThreadState.current();
    SessionTimeouts carried =
        thread.agentThread || thread.inMigration() ? null : SessionTimeouts.of(executor);
    if (hook != null && connections != null && carried != null) {
      long nanos = thread.call.nanos();
      hook.failed(connections.poolOf(executor), carried, query.toString(), thrown, nanos);
    }
  }

  /**
   * @param executor the connection's query executor
   * @param query the driver's query object, asked for its text only when the statement has become interesting
   * @param parameters the driver's list of bind values, or an array of lists; handed on as it is
   */
  public static void exitStatement(
      Object executor,
      boolean outermost,
      Object query,
      @Nullable Object parameters,
      @Nullable Throwable thrown) {
    if (thrown != null) {
      failed(executor, query, thrown);
    }
    if (!outermost) {
      return;
    }
    ThreadState thread = ThreadState.current();
    long nanos = leave(thread);
    StatementState statement = thread.statement;
    String text = statement.text;
    statement.text = null;
    if (statement.isDriversOwn || thread.agentThread) {
      statement.isDriversOwn = false;
      return;
    }
    PoolStats pool = thread.call.lastPool;
    pool.operationDuration().record(nanos);
    if (!thread.inMigration()) {
      pool.executed(nanos);
    }
    if (nanos >= slowNanos) {
      DriverHooks.Statements hook = DriverHooks.statements();
      if (hook != null) {
        hook.executed(
            text == null ? query.toString() : text,
            parameters,
            nanos,
            thread.call.trips - statement.tripsBefore,
            statement.rows,
            thrown,
            pool);
      }
    }
  }

  /** The running statement has brought or changed this many rows more. */
  public static void rows(long count) {
    ThreadState.current().statement.rows += count;
  }

  /** The name of the connection property that carries a session time zone to {@link #timeZone}; the driver ignores it. */
  public static final String TIME_ZONE = "tripmeter.timeZone";

  /** The driver has made java.util.Properties of a URL and others; while it opens a connection, on the thread that asked for it. */
  public static void parsedUrl(@Nullable Object properties) {
    ConnectAttempt attempt = ThreadState.current().connect().asked;
    if (attempt != null && properties != null) {
      attempt.expect(properties);
    }
  }

  /** A connection is opened on this thread, with these java.util.Properties. */
  public static boolean enterConnect(java.util.@Nullable Properties properties) {
    ThreadState thread = ThreadState.current();
    thread.connect().timeZone = properties == null ? null : properties.getProperty(TIME_ZONE);
    boolean outermost = enter(TripKind.CONNECT);
    if (outermost) {
      thread.connect().attempt = ConnectAttempt.expected(properties);
    }
    return outermost;
  }

  /** A startup packet is about to be sent. */
  public static void startup() {
    ThreadState thread = ThreadState.current();
    ConnectState connect = thread.connect();
    if (connect.attempt != null) {
      connect.attempt.startup(connect.stream);
    }
  }

  public static void exitConnect(boolean outermost, @Nullable Throwable thrown) {
    ThreadState thread = ThreadState.current();
    thread.connect().ended(outermost, thrown != null);
    exit(outermost);
  }

  /** The time zone that the driver puts into the startup packet. */
  public static String timeZone(String asDriver) {
    String wanted = ThreadState.current().connect().timeZone;
    return wanted == null ? asDriver : wanted;
  }

  /** A cancel request begins, on a stream of its own. */
  public static boolean enterCancel(Object executor) {
    ThreadState thread = ThreadState.current();
    DriverHooks.Connections hook = DriverHooks.connections();
    CancelState before = thread.cancel();
    before.opening = thread.pool.opening;
    if (hook != null && thread.pool.opening == null) {
      thread.pool.opening = hook.poolOf(executor);
    }
    before.interrupted = thread.call.kind;
    thread.call.kind = TripKind.CANCEL;
    return true;
  }

  public static void exitCancel() {
    ThreadState thread = ThreadState.current();
    CancelState before = thread.cancel();
    thread.call.kind = before.interrupted;
    before.interrupted = null;
    thread.pool.opening = before.opening;
    before.opening = null;
  }

  /** See {@link DriverHooks.Connections#open}. */
  public static @Nullable Object open(Object driver, @Nullable String url, @Nullable Object info) {
    DriverHooks.Connections hook = DriverHooks.connections();
    if (hook == null || url == null || ThreadState.current().opensAsAsked()) {
      return null;
    }
    return hook.open(driver, url, info);
  }

  /**
   * The driver's isValid begins; true if the answer is known to be yes and the server need not be asked. Only a pool's own checks are
   * answered so, never the application's.
   *
   * @param seconds that the pool gives the server for its answer
   */
  public static boolean enterValidate(Object connection, int seconds) {
    ThreadState thread = ThreadState.current();
    PoolStats pool = thread.pool.borrowing != null ? thread.pool.borrowing : thread.pool.opening;
    if (pool != null && pool.isVouched()) {
      DriverHooks.Validation hook = DriverHooks.validation();
      if (hook != null && hook.bypasses(connection, pool, seconds)) {
        return true;
      }
    }
    enter(TripKind.VALIDATE);
    return false;
  }

  public static boolean exitValidate(Object connection, boolean vouchedFor, boolean valid) {
    if (vouchedFor) {
      return true;
    }
    ThreadState thread = ThreadState.current();
    exit(thread.call.kind == TripKind.VALIDATE);
    PoolStats pool = thread.pool.borrowing;
    if (pool != null && !valid) {
      pool.invalid().increment();
    }
    DriverHooks.Validation hook =
        pool != null && pool.isVouched() ? DriverHooks.validation() : null;
    if (hook != null) {
      hook.validated(connection, valid);
    }
    return valid;
  }

  /** A connection is about to be closed in order. */
  public static void closing(Object connection) {
    DriverHooks.Connections hook = DriverHooks.connections();
    if (hook != null) {
      hook.closing(connection);
    }
  }

  /** A TLS handshake has ended; its round trips pass below the driver's stream. */
  public static void handshaken(Object socket) {
    DriverHooks.Connections hook = DriverHooks.connections();
    if (hook != null) {
      ThreadState.current().connect().trips += hook.handshakeTrips(socket);
    }
  }

  /** From now on connections may have settings that ride with BEGIN. */
  public static void ride() {
    riders = true;
  }

  /** From now on statements in autocommit may have a timeout of ours that the driver keeps. */
  public static void time() {
    areTimed = true;
  }

  /** Whether any does: else the driver's texts need not be looked at. */
  public static boolean areRiding() {
    return riders;
  }

  /** How a BEGIN goes on that carries settings; nobody else's text does. */
  public static final String MARK = " /*tripmeter*/;SET LOCAL ";

  /**
   * A query is sent. A BEGIN that carries settings, {@code BEGIN /*tripmeter*}{@code /;SET LOCAL ...;SET LOCAL ...}, goes as one simple
   * query, and as many statuses as it has settings are not the application's.
   *
   * @param flags the driver's for this query
   * @return the flags to send it with
   */
  public static int send(Object executor, @Nullable String text, int flags) {
    if (text == null || !text.startsWith("BEGIN") || !text.contains(MARK)) {
      return flags;
    }
    OpenConnection connection = OpenConnections.of(executor);
    if (connection != null) {
      connection.began(settings(text), false);
    }
    return flags | AS_SIMPLE;
  }

  /**
   * A statement is executed in no transaction, past the driver's own BEGIN. From 42.7.13 on pgjdbc begins XA transactions so
   * (PGXAConnection.start), and no others.
   *
   * @param whole whether the driver sends the text as it is, which {@link #send} sees
   * @param inPieces whether the driver sends each statement of a text in a message of its own
   * @return what to execute: a BEGIN with the settings that go with one on this connection
   */
  public static String begin(Object connection, String text, boolean whole, boolean inPieces) {
    OpenConnection open = text.equals("BEGIN") ? OpenConnections.of(connection) : null;
    String begin = open == null ? null : open.begin();
    if (open == null || begin == null) {
      return text;
    }
    if (!whole) {
      open.began(settings(begin), inPieces);
    }
    return begin;
  }

  private static int settings(String text) {
    int settings = 0;
    for (int at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) {
      settings++;
    }
    return settings;
  }

  /** Whether a command status that has come back is that of a setting which rode with BEGIN, and not to be told the application. */
  public static boolean isRiders(Object executor, String status) {
    if (!riders || !(status.equals("SET") || status.equals("BEGIN"))) {
      return false;
    }
    ThreadState thread = ThreadState.current();
    if (thread.testsRider) {
      thread.testsRider = false;
      return true;
    }
    OpenConnection connection = OpenConnections.of(executor);
    return connection != null && connection.takes(status);
  }

  /** The server has answered with an error. */
  public static void error(Object executor) {
    OpenConnection connection = OpenConnections.of(executor);
    if (connection != null) {
      connection.failed();
    }
  }

  /** The server is ready for a query: it has answered all that was sent before. */
  public static void ready(Object executor, boolean inTransaction) {
    OpenConnection connection = OpenConnections.of(executor);
    DriverHooks.Transactions hook = DriverHooks.transactions();
    if (connection != null && connection.ready(inTransaction) && hook != null) {
      hook.refused(connection);
    }
  }

  /** Milliseconds after which the driver is to cancel a statement of this connection that the application gave no timeout; 0: never. */
  public static long timeout(Object connection) {
    DriverHooks.Transactions hook = areTimed ? DriverHooks.transactions() : null;
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

  /** A statement has ended on this thread: whether the timeout that it has is the one that {@link #timeout} gave it there. */
  public static boolean isOurTimeout(long millis) {
    if (!riders) {
      return false;
    }
    TimerState timers = ThreadState.current().timers();
    if (timers.statements == 0 || timers.millis != millis) {
      return false;
    }
    timers.statements--;
    return true;
  }

  /** A batch begins on this thread, which has one timer for all its statements: none of ours. */
  public static void enterBatch() {
    if (riders) {
      ThreadState.current().timers().batches++;
    }
  }

  public static void exitBatch() {
    if (riders) {
      TimerState timers = ThreadState.current().timers();
      timers.batches = Math.max(0, timers.batches - 1);
    }
  }

  /** A migration tool begins on this thread. */
  public static void enterMigration() {
    ThreadState.current().migration().running++;
  }

  public static void exitMigration() {
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
