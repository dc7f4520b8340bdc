package io.tripmeter.ddl;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.Endpoint;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Finds the connection of a query executor, where it leads and whose it is. Any thread. */
public interface MigratingConnections {
  /** Null for a connection that Tripmeter has not prepared, or that is still being opened. */
  @Nullable
  Endpoint endpointOf(Object executor);

  PoolStats poolOf(Object executor);

  /** The driver's connection. Null if it is not known. */
  @Nullable
  Connection connectionOf(Object executor);
}
