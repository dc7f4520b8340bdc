package io.tripmeter.pool.dbcp;

import io.tripmeter.pool.PoolLimits;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/**
 * The setters of GenericObjectPool, which reads them live. It closes a connection that comes back only if as many as {@code maxIdle} are
 * idle, so lent ones above the maximum are closed when no more than these are in use.
 */
final class Dbcp2Limits implements PoolLimits {
  @Override
  public void resize(Object pool, int max, int minIdle) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    int maxBefore = access.number("getMaxTotal");
    int maxIdle = access.number("getMaxIdle");
    access.call("setMaxTotal", max);
    access.call("setMinIdle", minIdle);
    if (maxIdle > max || maxIdle == maxBefore || maxIdle < 0) {
      access.call("setMaxIdle", max);
    }
    ReflectiveAccess idle = access.part("idleObjects");
    int surplus = access.number("getNumIdle") + access.number("getNumActive") - max;
    while (surplus-- > 0) {
      // The one that was not used for the longest time. Nobody else has it now.
      Object entry = idle.call("pollLast");
      if (entry == null) {
        return;
      }
      close(access, entry);
    }
  }

  private static void close(ReflectiveAccess pool, Object entry)
      throws ReflectiveOperationException {
    @Nullable Object connection = ReflectiveAccess.of(entry).call("getObject");
    pool.call("invalidateObject", connection);
  }
}
