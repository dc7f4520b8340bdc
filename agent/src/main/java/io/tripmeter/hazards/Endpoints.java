package io.tripmeter.hazards;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.Endpoint;
import org.jspecify.annotations.Nullable;

/** Finds the endpoint and the pool of a query executor's connection. Any thread. */
public interface Endpoints {
  /** Null for a connection that Tripmeter has not prepared, or that is still being opened. */
  @Nullable
  Endpoint endpointOf(Object executor);

  PoolStats poolOf(Object executor);

  /** The executor's pooler has refused a transaction, as poolers in statement mode do. */
  void refusesTransactions(Object executor);
}
