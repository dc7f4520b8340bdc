package io.tripmeter.pool;

import org.jspecify.annotations.Nullable;

/** The configuration of one product's pools: an object of its own, or the pool itself. */
public interface PoolConfiguration {
  String poolName(Object config) throws ReflectiveOperationException;

  /** Whose connections the pool will have, as far as the configuration tells. */
  Target target(Object config) throws ReflectiveOperationException;

  /** Where the connections lead: a JDBC URL, or host and port; null if the configuration does not tell. */
  @Nullable
  String server(Object config) throws ReflectiveOperationException;

  /** The statement that the pool runs on each new connection, if any. */
  @Nullable
  String initSql(Object config) throws ReflectiveOperationException;

  /** The settings that the product has, and how each is read and changed. */
  PoolProperties properties();

  /**
   * Whether a connection may have credentials of its own, which no other one is to be opened with.
   *
   * @param user that the pool's first connection is opened as; null if its properties have none
   */
  default boolean givesOwnCredentials(Object config, @Nullable String user)
      throws ReflectiveOperationException {
    return false;
  }

  /** Has a pool that is being made take again the values that it copied from its configuration. */
  default void reread(Object pool) throws ReflectiveOperationException {}
}
