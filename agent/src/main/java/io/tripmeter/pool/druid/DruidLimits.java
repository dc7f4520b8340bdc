package io.tripmeter.pool.druid;

import io.tripmeter.pool.PoolLimits;
import io.tripmeter.reflect.ReflectiveAccess;

/** The setters of a DruidDataSource, which also holds for the pool. It closes a lent connection above its maximum when that comes back. */
final class DruidLimits implements PoolLimits {
  @Override
  public void resize(Object pool, int max, int minIdle) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    // Never more to keep than to have, at any moment.
    access.call("setMinIdle", Math.min(minIdle, access.number("getMinIdle")));
    access.call("setMaxActive", max);
    access.call("setMinIdle", minIdle);
    closeIdle(pool, access, max, minIdle);
  }

  /**
   * Druid can be told to close all idle connections above its minimum: for that moment it is what may be left. Not under its lock, for which
   * borrowers would wait while connections are closed. A thread that sees this minimum opens nothing: as many are there.
   */
  private static void closeIdle(Object pool, ReflectiveAccess access, int max, int minIdle)
      throws ReflectiveOperationException {
    DruidGauges gauges = new DruidGauges();
    int left = Math.max(0, max - gauges.used(pool));
    if (gauges.idle(pool) > left) {
      access.set("minIdle", left);
      try {
        access.call("shrink", false, false);
      } finally {
        access.set("minIdle", minIdle);
      }
    }
  }
}
