package io.tripmeter.pool.dbcp;

import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;

/** The numbers of the GenericObjectPool. */
final class Dbcp2Gauges implements PoolGauges {
  @Override
  public int idle(Object pool) {
    return number(pool, "getNumIdle");
  }

  @Override
  public int used(Object pool) {
    return number(pool, "getNumActive");
  }

  @Override
  public int pending(Object pool) {
    return number(pool, "getNumWaiters");
  }

  @Override
  public int max(Object pool) {
    return number(pool, "getMaxTotal");
  }

  @Override
  public int minIdle(Object pool) {
    return number(pool, "getMinIdle");
  }

  @Override
  public int maxIdle(Object pool) {
    return number(pool, "getMaxIdle");
  }

  private static int number(Object pool, String getter) {
    try {
      return ReflectiveAccess.of(pool).number(getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }
}
