package io.tripmeter.pool;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.signals.metrics.PoolGauges;
import io.tripmeter.weave.Relocatable;
import io.tripmeter.weave.Weaving;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pool product: the classes to change, and the capabilities that it has. A product that is only observed has a configuration and
 * gauges; each method with a default is a capability more. An implementation keeps no object of the application: the pool, or its
 * configuration, is handed to it with every call. An exception is logged once, and the pool is left alone.
 */
public interface PoolProduct {
  String name();

  /** The beginning of the names of its classes, as the JVM spells them. */
  String classes();

  /**
   * The classes to change. Rows of {@code PoolAdvice} call {@link io.tripmeter.boot.PoolCalls}.
   *
   * @param product its index in the list, bound to the advice as the constant of this name
   */
  List<Weaving> weavings(int product);

  /** How it is known where a build has put it into another package; null: it is not. */
  default @Nullable Relocatable relocatable(int product) {
    return null;
  }

  PoolConfiguration configuration();

  PoolGauges gauges();

  /** How connections that were opened in parallel come into the pool; null: the pool is not warmed up. */
  default @Nullable PoolFilling filling() {
    return null;
  }

  /** How a running pool gets other limits; null: it cannot. */
  default @Nullable PoolLimits limits() {
    return null;
  }

  /** Connections for migrations that the pool lends and does not have; null: migrations use the pool's own. */
  default @Nullable AsideEntries asideEntries() {
    return null;
  }

  /**
   * Opens one more connection, as advice {@code open} has seen it opened by this pool or part of it.
   *
   * @param ended the pool's object for a connection that a pooler has ended
   * @return the pool's object in its place, or the same with another connection in it
   */
  default Object openAgain(Object owner, Object ended) throws ReflectiveOperationException {
    throw new ReflectiveOperationException(name() + " opens no second one");
  }

  /** A connection set up like the pool's own, but not in it; null: none can be had. */
  default @Nullable Connection openAside(Object pool) throws ReflectiveOperationException {
    return null;
  }

  /** Pools for replicas; null: a pool has none. */
  default @Nullable SecondPools secondPools() {
    return null;
  }

  /** Has the pool validate on every borrow; false: it cannot. */
  default boolean validateAlways(Object pool) throws ReflectiveOperationException {
    return false;
  }

  /** How a pool with this configuration tests a connection that it lends, if it asks no more than whether the server answers; else null. */
  default @Nullable BorrowTest borrowTest(Object config) throws ReflectiveOperationException {
    return null;
  }

  /**
   * Whether a pool with this configuration tests what it lends, in a way that {@code pool.validation=auto} can answer; false: it does not, or
   * that is not known.
   */
  default boolean testsOnBorrow(Object config) throws ReflectiveOperationException {
    return false;
  }

  /**
   * Whether the pool opens its connections as the driver is asked for them, so that one which it has tried can be the next.
   *
   * @param opener what has opened it
   */
  default boolean canKeepTried(Object opener) throws ReflectiveOperationException {
    return false;
  }

  /** Objects of the pool, besides the pool itself, that advice calls with. */
  default List<Object> parts(Object pool) throws ReflectiveOperationException {
    return Collections.emptyList();
  }

  /** What advice calls with when the pool lends the connection in this object: itself, the connection, or another around it. */
  default Object lentAs(Object opened) throws ReflectiveOperationException {
    return opened;
  }

  /** The driver's connection, or a data source's around it, in the object that the pool has just opened; null if it has none. */
  default @Nullable Connection connection(Object opened) throws ReflectiveOperationException {
    return opened instanceof Connection ? (Connection) opened : null;
  }
}
