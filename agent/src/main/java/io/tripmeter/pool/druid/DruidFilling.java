package io.tripmeter.pool.druid;

import io.tripmeter.pool.CreationFilling;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.concurrent.locks.Lock;

/** DruidDataSource.init() opens {@code initialSize} connections, one after the other, unless other threads shall. */
final class DruidFilling implements CreationFilling {
  @Override
  public int kept(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    boolean byOthers = Boolean.TRUE.equals(access.call("isAsyncInit"))
        || access.call("getCreateScheduler") != null;
    return byOthers ? -1 : Math.max(initialSize(config), access.number("getMinIdle"));
  }

  @Override
  public int initialSize(Object config) throws ReflectiveOperationException {
    return ReflectiveAccess.of(config).number("getInitialSize");
  }

  @Override
  public boolean asksIsolation() {
    return true;
  }

  @Override
  public boolean open(Object pool) throws ReflectiveOperationException {
    if (!hasRoom(pool)) {
      return false;
    }
    Object opened = Druid.open(pool);
    boolean isIn = false;
    try {
      isIn = put(pool, opened);
    } finally {
      // One that comes too late for a closed pool: old versions take it.
      if (!isIn || isClosed(pool)) {
        Druid.close(opened);
      }
    }
    return isIn;
  }

  /** Under the pool's own lock: old versions compare their maximum with the idle ones alone. */
  private static boolean put(Object pool, Object opened) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    Lock lock = (Lock) access.get("getLock");
    lock.lock();
    try {
      return hasRoom(pool) && Boolean.TRUE.equals(access.callWith("put", opened));
    } finally {
      lock.unlock();
    }
  }

  private static boolean hasRoom(Object pool) throws ReflectiveOperationException {
    DruidGauges gauges = new DruidGauges();
    return !isClosed(pool) && gauges.idle(pool) + gauges.used(pool) < gauges.max(pool);
  }

  private static boolean isClosed(Object pool) throws ReflectiveOperationException {
    return Boolean.TRUE.equals(ReflectiveAccess.of(pool).field("closed"));
  }
}
