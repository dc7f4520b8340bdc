package io.tripmeter.pool;

import io.tripmeter.boot.ConnectGate;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.EndpointSelection;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.replica.ReplicaUrl;
import io.tripmeter.session.ConnectionOwners;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.TransportFlaw;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The physical connections of pools, and of no pool, that are about to be opened. */
final class PoolConnections implements ConnectionOwners {
  private final PoolRegistry registry;
  private final Settings unpooled;
  private final UnpooledReport unpooledReport;
  private final Unasked unasked;
  private final Connections connections;
  private final Telemetry telemetry;

  PoolConnections(
      PoolRegistry registry, Settings settings, Telemetry telemetry, EndpointSelection selection) {
    this.registry = registry;
    this.telemetry = telemetry;
    unpooledReport = new UnpooledReport(telemetry.pools());
    unpooled = ofNoPool(settings);
    unasked = new Unasked(telemetry);
    connections = new Connections(this, selection);
  }

  private static Settings ofNoPool(Settings all) {
    return all.forNoPool(PoolStats.NONE.name());
  }

  /** The settings have changed. */
  void follow(Settings all) {
    unpooled.become(ofNoPool(all));
  }

  Connections connections() {
    return connections;
  }

  private @Nullable ManagedPool managed(@Nullable PoolStats pool) {
    return pool == null || pool == PoolStats.NONE ? null : registry.of(pool);
  }

  @Override
  public Settings settings(PoolStats pool) {
    ManagedPool managed = managed(pool);
    return (managed == null ? unpooled : managed.settings()).now();
  }

  @Override
  public @Nullable String initSql(PoolStats pool) {
    ManagedPool managed = managed(pool);
    return managed == null ? null : managed.origin().initSql();
  }

  @Override
  public String leadsTo(PoolStats pool, String url, @Nullable Properties info) {
    ManagedPool managed = managed(pool);
    ReplicaUrl replica = managed == null ? null : managed.leadsTo();
    return replica == null ? url : replica.forPool(url, info);
  }

  @Override
  public @Nullable Connection ready(
      Driver driver, String url, @Nullable Properties info, PoolStats pool) throws SQLException {
    Connection offered = HeldConnection.takeOffered(url, info);
    if (offered != null) {
      return offered;
    }
    ManagedPool managed = managed(pool);
    if (managed == null) {
      return null;
    }
    if (!managed.isKnown()) {
      becomesKnown(managed);
    }
    PoolReplica replica = managed.replica();
    if (replica != null) {
      replica.asked(driver, url, info);
    }
    Connection tried = managed.tried().take(url, info);
    if (tried != null) {
      return tried;
    }
    ConnectionSource source =
        new PrefetchSource(registry, managed, connections, driver, url, info, pool);
    if (ThreadState.current().pool().isTrying()) {
      managed.tried().asked(source);
    }
    WarmUp warmUp = managed.warmUp();
    boolean isCreating = registry.isCreatedHere(pool);
    return warmUp == null || (isCreating && managed.origin().givesOwnCredentials(user(info)))
        ? null
        : warmUp.ready(source, url, info, isCreating);
  }

  private static @Nullable String user(@Nullable Properties info) {
    return info == null ? null : info.getProperty(DriverProperty.USER.key());
  }

  /** The pool's data source did not tell where it leads; now it asks the driver for a connection. */
  private static void becomesKnown(ManagedPool managed) {
    try {
      managed.isPostgres();
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      PoolCreations.leaveAlone(managed.product(), unknown);
    }
  }

  @Override
  public @Nullable Connection inPlaceOfRefused() {
    WarmUp warmUp = ledHere(ThreadState.current().pool().opening());
    try {
      return warmUp == null ? null : warmUp.takeOne();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public @Nullable ConnectGate gate(PoolStats pool) {
    ConnectGate workers = WarmUpWorkers.gateOfThread();
    if (workers != null) {
      return workers;
    }
    WarmUp warmUp = ledHere(pool);
    return warmUp == null ? null : warmUp.gate();
  }

  /** The warm-up whose first connection this thread opens; null if it opens none. */
  private @Nullable WarmUp ledHere(@Nullable PoolStats pool) {
    ManagedPool managed = managed(pool);
    WarmUp warmUp = managed == null ? null : managed.warmUp();
    return warmUp != null && warmUp.isLedHere(registry.isCreatedHere(pool)) ? warmUp : null;
  }

  @Override
  public boolean probes(PoolStats pool) {
    ManagedPool managed = managed(pool);
    return managed != null && !managed.settings().adviseOnly();
  }

  @Override
  public boolean isForMigration(PoolStats pool) {
    if (!ThreadState.current().inMigration() || registry.isCreatedHere(pool)) {
      // A pool that a migration is the first to use is created on its thread, for the application.
      return false;
    }
    ManagedPool managed = managed(pool);
    // Without entries of its own a migration borrows, and the connection stays in the pool.
    return managed == null || managed.product().asideEntries() != null;
  }

  @Override
  public Object admitted(Connection connection, PoolStats pool) {
    ManagedPool managed = registry.isCreatedHere(pool) ? registry.creating() : null;
    return managed == null ? connection : managed.schema().admitted(connection);
  }

  @Override
  public void opened(PoolStats pool, @Nullable TransportFlaw flaw) {
    telemetry.pools().opened(pool, flaw);
  }

  @Override
  public void unasked(PoolStats pool, Endpoint endpoint) {
    unasked.shown(pool, endpoint);
  }

  @Override
  public void planned(PoolStats pool, StartupPlan plan) {
    if (isForMigration(pool)) {
      return;
    }
    ManagedPool managed = managed(pool);
    if (pool == PoolStats.NONE) {
      unpooledReport.opened(plan);
    } else if (managed != null) {
      managed.sessions().planned(plan);
    }
  }
}
