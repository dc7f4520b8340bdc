package io.tripmeter.pool.dbcp;

import io.tripmeter.boot.PoolState;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.pool.CreationFilling;
import io.tripmeter.reflect.ReflectiveAccess;

/** BasicDataSource.createDataSource() opens a connection, tests and closes it, and then opens {@code initialSize}, one after the other. */
final class Dbcp2Filling implements CreationFilling {
  @Override
  public int kept(Object config) throws ReflectiveOperationException {
    return Math.max(initialSize(config), ReflectiveAccess.of(config).number("getMinIdle"));
  }

  /** A GenericObjectPool has none: it stands already. */
  @Override
  public int initialSize(Object config) throws ReflectiveOperationException {
    return isDataSource(config)
        ? Math.max(0, ReflectiveAccess.of(config).number("getInitialSize"))
        : 0;
  }

  /** What comes back above it is closed, and from Commons Pool 2.13 on nothing is opened above it. */
  @Override
  public int mostIdle(Object config) throws ReflectiveOperationException {
    int maxIdle = ReflectiveAccess.of(config).number("getMaxIdle");
    return maxIdle < 0 ? Integer.MAX_VALUE : maxIdle;
  }

  @Override
  public int tried(Object config) {
    return isDataSource(config) ? 1 : 0;
  }

  private static boolean isDataSource(Object config) {
    return ReflectiveAccess.of(config).has("getInitialSize");
  }

  @Override
  public boolean open(Object pool) throws ReflectiveOperationException {
    PoolState thread = ThreadState.current().pool();
    int before = thread.opened();
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    if (!Boolean.TRUE.equals(access.call("isClosed"))) {
      // Opens none if the pool is full. One that comes too late for a closed pool:
      access.call("addObject");
      if (Boolean.TRUE.equals(access.call("isClosed"))) {
        access.call("clear");
      }
    }
    return thread.opened() > before;
  }
}
