package io.tripmeter.pool.agroal;

import io.tripmeter.pool.SelfFilling;
import io.tripmeter.reflect.ReflectiveAccess;

/** ConnectionPool.init() has the pool's thread open {@code initialSize} connections. */
final class AgroalFilling implements SelfFilling {
  @Override
  public int kept(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    // A pool that closes each connection after its first use keeps none.
    return Boolean.TRUE.equals(access.call("flushOnClose"))
        ? -1
        : Math.max(access.number("initialSize"), access.number("minSize"));
  }

  @Override
  public int initialSize(Object config) throws ReflectiveOperationException {
    return ReflectiveAccess.of(config).number("initialSize");
  }

  @Override
  public boolean setInitialSize(Object config, int size) throws ReflectiveOperationException {
    if (ReflectiveAccess.of(config).number("initialSize") >= size) {
      return true;
    }
    try {
      AgroalSettings.set(config, "initialSize", size);
      return true;
    } catch (NoSuchFieldException anotherConfiguration) {
      return false;
    }
  }
}
