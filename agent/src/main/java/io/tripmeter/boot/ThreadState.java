package io.tripmeter.boot;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What this thread is doing, as far as Tripmeter has to know it. One object a thread, made on its first round trip or request; used by
 * its own thread alone, so nothing in it is synchronised.
 */
public final class ThreadState {
  private static final ThreadLocal<ThreadState> CURRENT = new ThreadLocal<ThreadState>() {
    @Override
    protected ThreadState initialValue() {
      return new ThreadState();
    }
  };

  /** The request that this thread works for, if any. */
  @Nullable
  RequestCounters request;

  /** The outermost driver call that runs, if any; its kind is that of every round trip inside it. */
  @Nullable
  TripKind operation;

  long operationStart;

  /** Rows (returned or changed) that the running statement has brought so far. */
  long rows;

  /** Round trips of this thread that belong to requests' work, in a request or not; a statement's are the difference. */
  long trips;

  /** The running statement's text, null if it would have to be put together. */
  @Nullable
  String text;

  /** {@link #trips} when the running statement was sent. */
  long statementTrips;

  /** Whose connection answered last on this thread. */
  PoolStats lastPool = PoolStats.NONE;

  /** The driver has prepared a statement for its own needs: the next one is of this kind. */
  @Nullable
  TripKind next;

  /** The running statement is the driver's own. */
  boolean isOwnStatement;

  /** The running isValid is the outermost call. */
  boolean validates;

  /** Round trips of the connection that this thread opens, on its plain stream, in the TLS handshake, on the encrypted stream. */
  int connectTrips;

  /** The last stream of the connection that this thread opens. */
  @Nullable
  TripStream newest;

  /** The connection that this thread has asked the driver for, which may open it on another thread. */
  @Nullable
  ConnectAttempt connecting;

  /** The connection that this thread opens. */
  @Nullable
  ConnectAttempt attempt;

  /** The time zone to open a session with, while a connection is opened. */
  @Nullable
  String timeZone;

  /** What a cancel request, sent from inside it, has interrupted. */
  @Nullable
  TripKind interrupted;

  /** What {@link #opening} was before the cancel request. */
  @Nullable
  PoolStats openingBefore;

  /** For a self-test: the next status that arrives on this thread is taken for that of a setting. */
  boolean testsRider;

  /** Batches that this thread executes, nested. */
  int batches;

  /** Statements that this thread executes with a timeout of ours, nested. */
  int timeouts;

  /** The timeout that was given last. */
  long timeoutMillis;

  /** The query timeout that the application gave the running statement, in milliseconds; 0 for none. */
  long queryTimeout;

  /** The timeouts that the running statement sets itself, see {@link TouchedTimeouts}. */
  int touches;

  /** The running call will send something of its own as soon as it has the driver's lock; and begin a transaction if there is none. */
  boolean isArmed;

  boolean begins;

  /** Of the connection that this thread has used last. */
  WeakReference<SessionTimeouts> lastTimeouts = NO_TIMEOUTS;

  /** The pool that this thread lends a connection from just now, or opens one for. */
  @Nullable
  PoolStats borrowing;

  @Nullable
  PoolStats opening;

  /** This thread opens a connection on the agent's own account: the driver is to be left to itself. */
  boolean opensPlainly;

  /** Migrations (Flyway, Liquibase) that run on this thread, nested. */
  int migrations;

  /** What the outermost of them has of its own, until it ends. */
  @Nullable
  Object migrationsOwn;

  /** The agent's own thread: what it does belongs to no request. */
  boolean agentThread;

  private static final WeakReference<SessionTimeouts> NO_TIMEOUTS = new WeakReference<>(null);

  private ThreadState() {}

  public void setTestsRider(boolean tests) {
    testsRider = tests;
  }

  public boolean testsRider() {
    return testsRider;
  }

  public static ThreadState current() {
    return CURRENT.get();
  }

  public @Nullable RequestCounters request() {
    return request;
  }

  public @Nullable PoolStats opening() {
    return opening;
  }

  public void setOpening(@Nullable PoolStats pool) {
    opening = pool;
  }

  public boolean opensPlainly() {
    return opensPlainly;
  }

  /** The driver is asked for a connection, which it is to open as it is asked; null: it has answered. */
  public void setConnecting(@Nullable ConnectAttempt attempt) {
    connecting = attempt;
    opensPlainly = attempt != null;
  }

  public boolean isBorrowing() {
    return borrowing != null;
  }

  public @Nullable PoolStats borrowing() {
    return borrowing;
  }

  public boolean inMigration() {
    return migrations > 0;
  }

  public @Nullable Object migrationsOwn() {
    return migrationsOwn;
  }

  public void setMigrationsOwn(Object own) {
    migrationsOwn = own;
  }

  public boolean isAgentThread() {
    return agentThread;
  }

  public void setAgentThread(boolean agentThread) {
    this.agentThread = agentThread;
  }
}
