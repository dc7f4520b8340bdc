package io.tripmeter.session;

import io.tripmeter.boot.OpenConnection;
import io.tripmeter.boot.OpenConnections;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.ddl.MigratingConnections;
import io.tripmeter.hazards.Endpoints;
import io.tripmeter.hazards.HazardWatch;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.pooler.Pooler;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The driver's open connections, by their plans. They change their settings when more is learnt of their endpoint. Any thread. */
public final class OpenSessions implements Endpoints, MigratingConnections {
  private final ConnectionOwners owners;

  OpenSessions(ConnectionOwners owners) {
    this.owners = owners;
  }

  /**
   * Adds a connection that has just been opened.
   *
   * @param plan by which it was opened
   * @param validation null where the pool validates as it does
   */
  void add(
      Connection connection,
      PoolStats pool,
      @Nullable StartupPlan plan,
      @Nullable Validation validation) {
    try {
      ConnectionState state = SessionRegistration.register(connection, pool, plan, validation);
      if (state == null || plan == null) {
        return;
      }
      learnServer(connection, plan);
      HazardWatch.refresh();
      if (pool == PoolStats.NONE) {
        ofNoPool(connection, plan);
      }
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      SessionRegistration.reportUncounted(unknown.toString());
    }
  }

  /** One handshake of an endpoint is looked at. */
  private static void learnServer(Connection connection, StartupPlan plan)
      throws ReflectiveOperationException {
    Pooler pooler = plan.endpoint().pooler();
    if (!pooler.hasServerTold()) {
      DriverConnection driver = DriverConnection.of(connection);
      pooler.serverTells(
          driver.reported("crdb_version"),
          driver.reported("padb_version"),
          driver.reported("server_version"));
    }
  }

  /** Nobody will ask what stands there. */
  private void ofNoPool(Connection connection, StartupPlan plan)
      throws ReflectiveOperationException {
    plan.endpoint().pooler().seenKey(DriverConnection.of(connection).backendProcess());
    if (!plan.isUpToDate()) {
      follow(plan.endpoint());
    }
    owners.unasked(PoolStats.NONE, plan.endpoint());
  }

  /** The plan of this connection's settings; null if it has none. */
  public @Nullable StartupPlan planOf(Connection connection) {
    ConnectionState state = ConnectionState.of(connection);
    return state == null ? null : state.plan();
  }

  @Override
  public @Nullable Endpoint endpointOf(Object executor) {
    ConnectionState state = ConnectionState.of(executor);
    StartupPlan plan = state == null ? null : state.plan();
    return plan == null ? null : plan.endpoint();
  }

  @Override
  public PoolStats poolOf(Object executor) {
    ConnectionState state = ConnectionState.of(executor);
    return state == null ? PoolStats.NONE : state.pool();
  }

  @Override
  public @Nullable Connection connectionOf(Object executor) {
    ConnectionState state = ConnectionState.of(executor);
    return state == null ? null : state.connection();
  }

  @Override
  public void refusesTransactions(Object executor) {
    Endpoint endpoint = endpointOf(executor);
    if (endpoint != null && endpoint.pooler().refusesTransactions()) {
      follow(endpoint);
      owners.unasked(poolOf(executor), endpoint);
    }
  }

  /** More is known of what stands there: connections that are open there follow. Their users may be using them meanwhile. */
  public void follow(Endpoint endpoint) {
    HazardWatch.refresh();
    long learnt = endpoint.learnt();
    for (OpenConnection open : OpenConnections.all()) {
      ConnectionState state = open instanceof ConnectionState ? (ConnectionState) open : null;
      StartupPlan before = state == null ? null : state.plan();
      Connection connection = state == null ? null : state.connection();
      if (state != null
          && connection != null
          && before != null
          && before.endpoint().pooler() == endpoint.pooler()
          && state.isBehind(
              before.endpoint() == endpoint ? learnt : before.endpoint().learnt())
          && !before.settings().adviseOnly()) {
        try {
          synchronized (state) {
            follow(connection, state, before);
          }
        } catch (ReflectiveOperationException | RuntimeException unknown) {
          Log.debug("a connection keeps what it was opened with").error(unknown).write();
        }
      }
    }
  }

  private static void follow(Connection connection, ConnectionState state, StartupPlan before)
      throws ReflectiveOperationException {
    StartupPlan now = before.renewed();
    if (!now.isOfSession() && now.endpoint().begin().isProven(now.withBegin())) {
      state.follow(now);
      if (!now.withBegin().equals(before.withBegin())) {
        SessionStart.install(connection, now);
      }
    }
    state.prepare(connection, now);
    state.lookedAt(now);
  }

  /** What a first connection has shown is tried on it; it, and all others there, follow. Nobody else has the connection. */
  public StartupPlan settle(Connection connection, StartupPlan before) throws SQLException {
    StartupPlan now = SessionStart.tryWithBegin(connection, before.renewed());
    follow(before.endpoint());
    return now;
  }
}
