package io.tripmeter.session;

import io.tripmeter.boot.OpenConnection;
import io.tripmeter.boot.OpenConnections;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.SessionTimeouts;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.TimeoutCalls;
import io.tripmeter.boot.TimeoutTexts;
import io.tripmeter.boot.TripStream;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.pgjdbc.DriverConnection;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** What is remembered of an open connection. Weak references: it must not keep a web application's loader alive. */
final class ConnectionState extends OpenConnection {
  private static final TimeoutTexts NO_TIMEOUTS =
      new TimeoutTexts(0, 0, 0, TimeoutTexts.Carrier.SESSION);

  private final WeakReference<Connection> connection;
  private final WeakReference<Socket> socket;
  private final PoolStats pool;

  /** Terminate, without a body (PostgreSQL manual, 55.7). */
  private static final byte[] TERMINATE = {'X', 0, 0, 0, 4};

  /** Null where the pool validates as it does. */
  private final @Nullable Validation validation;

  private volatile @Nullable StartupPlan plan;

  /** What was learnt of the endpoint when the plan was last looked at. */
  private volatile long lookedAt;

  /** Which the driver has for it: that of the plan by which it was opened, or the one set last. */
  private int prepareThreshold;

  ConnectionState(
      Connection connection,
      TripStream stream,
      Socket socket,
      PoolStats pool,
      @Nullable StartupPlan plan,
      @Nullable Validation validation) {
    super(stream);
    this.validation = validation;
    this.connection = new WeakReference<>(connection);
    this.socket = new WeakReference<>(socket);
    this.pool = pool;
    prepareThreshold = plan == null ? 0 : plan.prepareThreshold();
    follow(plan);
  }

  /** Of a connection, or of the query executor of one; null if it is not known. */
  static @Nullable ConnectionState of(Object connectionOrExecutor) {
    OpenConnection known = OpenConnections.of(connectionOrExecutor);
    return known instanceof ConnectionState ? (ConnectionState) known : null;
  }

  /** Null if it has been collected. */
  @Nullable
  Connection connection() {
    return connection.get();
  }

  PoolStats pool() {
    return pool;
  }

  /** By which the connection's settings are what they are; null if it was not planned. */
  @Nullable
  StartupPlan plan() {
    return plan;
  }

  /** @param learnt of its endpoint by now */
  boolean isBehind(long learnt) {
    return lookedAt != learnt;
  }

  /** Sets the executions from which the driver prepares by name, if the plan has others than the connection. */
  synchronized void prepare(Connection driver, StartupPlan by) throws ReflectiveOperationException {
    if (by.prepareThreshold() != prepareThreshold) {
      DriverConnection.of(driver).setPrepareThreshold(by.prepareThreshold());
      prepareThreshold = by.prepareThreshold();
    }
  }

  /** Whatever this plan changes in the connection's settings is done. */
  void lookedAt(StartupPlan renewed) {
    lookedAt = renewed.learnt();
  }

  final void follow(@Nullable StartupPlan renewed) {
    plan = renewed;
    if (renewed != null) {
      lookedAt(renewed);
    }
    setAutocommitTimeout(
        renewed == null || renewed.settings().adviseOnly() ? 0 : renewed.autocommitTimeout());
    SessionTimeouts carried = timeouts();
    if (carried != null) {
      carried.carry(texts(renewed));
    }
  }

  /** The connection is open, and this process of the server's has answered its handshake. */
  void carry(Object executor, int process, TripStream in) {
    in.carry(new SessionTimeouts(executor, in, process, texts(plan)));
  }

  private static TimeoutTexts texts(@Nullable StartupPlan plan) {
    TimeoutTexts texts = plan == null ? NO_TIMEOUTS : plan.timeouts();
    if (texts.isAny()) {
      TimeoutCalls.carry();
    }
    return texts;
  }

  /** See {@link io.tripmeter.boot.DriverHooks.Validation#bypasses}. The caller holds the connection. */
  boolean bypasses(PoolStats pool, int seconds) {
    TripStream in = stream();
    Socket on = socket.get();
    Validation validation = this.validation;
    return in != null
        && on != null
        && validation != null
        && (isToldOf() || !ThreadState.current().pool().isBorrowing())
        && !on.isClosed()
        && validation.isNeedless(in, on, pool, seconds);
  }

  @Override
  protected void watch(boolean on) {
    Socket watched = validation == null ? null : socket.get();
    if (watched != null) {
      KeepAlive.watch(watched, on);
    }
  }

  /** The server has been asked whether the connection is alive. */
  void validated(boolean valid) {
    Validation asked = validation;
    if (asked != null) {
      asked.ended(valid);
    }
  }

  /** What ends the session is to come before what has not been sent yet: a pooler would close its server's session with it. */
  void closing() {
    TripStream in = stream();
    Socket on = socket.get();
    if (in == null || on == null || !in.isAnyUnsent()) {
      return;
    }
    try {
      on.getOutputStream().write(TERMINATE);
    } catch (IOException broken) {
      // It is being closed.
    }
  }
}
