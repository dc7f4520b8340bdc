package io.tripmeter.hazards;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.Endpoint;
import org.jspecify.annotations.Nullable;

/** Where the connection of a query executor leads. Any thread. */
public interface Endpoints {
  /** Null for a connection that Tripmeter has not prepared, or that is still being opened. */
  @Nullable
  Endpoint endpointOf(Object executor);

  PoolStats poolOf(Object executor);

  /** The pooler there has refused a transaction, as it does in statement mode. */
  void refusesTransactions(Object executor);
}
