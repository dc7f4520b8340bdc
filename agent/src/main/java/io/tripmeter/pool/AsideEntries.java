package io.tripmeter.pool;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A pool that can lend connections which it does not have, see {@link MigrationConnections}. An entry is the pool's own object for one. */
public interface AsideEntries {
  /** Opens a connection and sets it up as the pool does. */
  Object create(Object pool) throws ReflectiveOperationException;

  /** Lends it as the pool lends its own. */
  Connection lend(Object pool, Object entry) throws ReflectiveOperationException;

  /** The driver's connection in it; null if it is closed. */
  @Nullable
  Connection connection(Object entry) throws ReflectiveOperationException;

  void discard(Object entry) throws ReflectiveOperationException;
}
