package io.tripmeter.pool.tomcat;

import io.tripmeter.pool.CreationFilling;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.concurrent.atomic.AtomicInteger;

/** ConnectionPool.init() borrows {@code initialSize} connections, one after the other, and gives them back. */
final class TomcatFilling implements CreationFilling {
  @Override
  public int kept(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    return Math.max(access.number("getInitialSize"), access.number("getMinIdle"));
  }

  @Override
  public int initialSize(Object config) throws ReflectiveOperationException {
    return ReflectiveAccess.of(config).number("getInitialSize");
  }

  /** As init() does it, but for a look at what is idle. A connection that comes too late for a closed pool is closed by it. */
  @Override
  public boolean open(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    Object size = access.field("size");
    if (!(size instanceof AtomicInteger)) {
      throw new NoSuchFieldException("ConnectionPool.size is another type");
    }
    AtomicInteger connections = (AtomicInteger) size;
    if (Boolean.TRUE.equals(access.call("isClosed"))) {
      return false;
    }
    if (connections.incrementAndGet() > new TomcatGauges().max(pool)) {
      connections.decrementAndGet();
      return false;
    }
    // If it fails the pool takes back its place.
    Object entry = access.call("createConnection", System.currentTimeMillis(), null, null, null);
    access.call("returnConnection", entry);
    return true;
  }
}
