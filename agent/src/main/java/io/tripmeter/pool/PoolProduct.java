package io.tripmeter.pool;

import io.tripmeter.signals.metrics.PoolGauges;
import io.tripmeter.weave.Weaving;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pool product: where its pools are created, and how they are read, changed and filled. An implementation keeps no object of the
 * application; the pool, or its configuration, is handed to it with every call. What it throws is logged once, and the pool left alone.
 */
public interface PoolProduct extends PoolGauges {
  String name();

  /** The classes to change; the advice calls {@link io.tripmeter.boot.PoolCalls} with this product's index in the list. */
  List<Weaving> weavings();

  /** The beginning of the names of its classes, as the JVM spells them. */
  String classes();

  /** The pool's name, as its configuration has it. */
  String poolName(Object config) throws ReflectiveOperationException;

  /** Whose connections the pool will have, as far as the configuration tells. */
  Target target(Object config) throws ReflectiveOperationException;

  /** Where the connections lead: a JDBC URL, or host and port; null if the configuration does not tell. */
  @Nullable
  String server(Object config) throws ReflectiveOperationException;

  /** The statement that the pool runs on each new connection, if any. */
  @Nullable
  String initSql(Object config) throws ReflectiveOperationException;

  /** A setting's value in the configuration, null if this version does not have the setting. */
  @Nullable
  Long read(Object config, PoolSetting setting) throws ReflectiveOperationException;

  /**
   * Whether a setting has the value that it has in this version if nobody sets it. A minimum that equals the maximum counts as unset. An
   * application that sets just the default cannot be told from one that sets nothing.
   */
  boolean isDefault(Object config, PoolSetting setting) throws ReflectiveOperationException;

  /** Changes a configuration that is not in use yet. */
  void write(Object config, PoolSetting setting, long value) throws ReflectiveOperationException;

  /** Has a pool that is being made take again what it took from its configuration at its entry. */
  void rereadConfiguration(Object pool) throws ReflectiveOperationException;

  /** Has the pool validate on every borrow, however short the silence. */
  void validateAlways(Object pool) throws ReflectiveOperationException;

  /** Gives a running pool other limits. What is above them is closed; what is lent, when it comes back or would be lent again. */
  void resize(Object pool, int max, int minIdle) throws ReflectiveOperationException;

  boolean isOpen(Object pool) throws ReflectiveOperationException;

  /** Connections in the pool now. */
  int size(Object pool);

  /** The pool opens a connection on this thread and sets it up; null if it could not. What comes back is the pool's own wrapping. */
  @Nullable
  Object create(Object pool) throws ReflectiveOperationException;

  /** Puts into the pool what {@link #create} brought. */
  void add(Object pool, Object created) throws ReflectiveOperationException;

  /** Closes what {@link #create} brought. */
  void discard(Object created) throws ReflectiveOperationException;

  /** After a warm-up: threads may wait for connections that nobody is about to open. */
  void fill(Object pool) throws ReflectiveOperationException;

  /** A connection set up like the pool's own, but not in it. */
  Connection openAside(Object pool) throws ReflectiveOperationException;

  /** What {@link #create} would bring, not to be put into the pool; what is lent of it is given back to {@link MigrationConnections}. */
  Object createAside(Object pool) throws ReflectiveOperationException;

  /** Lends what {@link #createAside} brought, as the pool lends what is in it. */
  Connection lend(Object pool, Object created) throws ReflectiveOperationException;

  /** The driver's connection in what {@link #create} or {@link #createAside} brought; null if it is closed. */
  @Nullable
  Connection connection(Object created) throws ReflectiveOperationException;
}
