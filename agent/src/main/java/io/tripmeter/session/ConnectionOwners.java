package io.tripmeter.session;

import io.tripmeter.boot.ConnectGate;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.signals.metrics.TransportFlaw;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What pools decide about a connection that is about to be opened. {@link PoolStats#NONE} stands for connections of no pool. */
public interface ConnectionOwners {
  /** The settings for connections of this pool. */
  Settings settings(PoolStats pool);

  /** The statement that the pool runs first on its connections. */
  @Nullable
  String initSql(PoolStats pool);

  /** Where a connection of this pool goes for which the driver is asked with this URL: there, or to the pool's replica. */
  default String leadsTo(PoolStats pool, String url, @Nullable Properties info) {
    return url;
  }

  /** A connection that is ready for just these, or null. Also the moment to begin opening others. */
  @Nullable
  Connection ready(Driver driver, String url, @Nullable Properties info, PoolStats pool)
      throws SQLException;

  /** A connection that was opened beside the one that the server has just refused on this thread, or null. */
  @Nullable
  Connection inPlaceOfRefused();

  /** The gate at which connections of this pool, or of one that is being created on this thread, wait for its first; null for none. */
  @Nullable
  ConnectGate gate(PoolStats pool);

  /** Whether connections of this pool will be asked what stands before the server. */
  boolean probes(PoolStats pool);

  /** Whether the connection that this thread opens is a migration's, and not one that a pool opens for itself meanwhile. */
  boolean isForMigration(PoolStats pool);

  /** The connection, or the Throwable that keeps the pool from being created which this thread creates. */
  Object admitted(Connection connection, PoolStats pool);

  /** A connection of this pool was opened that lacks this; null for nothing that anybody wants to hear of. */
  default void opened(PoolStats pool, @Nullable TransportFlaw flaw) {}

  /** A connection of no known pool, or a refusal, has shown what stands there without being asked. */
  void unasked(PoolStats pool, Endpoint endpoint);

  /** Connections of this pool are opened by this plan. */
  void planned(PoolStats pool, StartupPlan plan);
}
