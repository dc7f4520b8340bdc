package io.tripmeter.pool.tomcat;

import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;

/** The numbers of the pool's own MBean. */
final class TomcatGauges implements PoolGauges {
  @Override
  public int idle(Object pool) {
    return number(pool, "getIdle");
  }

  @Override
  public int used(Object pool) {
    return number(pool, "getActive");
  }

  @Override
  public int pending(Object pool) {
    return number(pool, "getWaitCount");
  }

  @Override
  public int max(Object pool) {
    return configured(pool, "getMaxActive");
  }

  @Override
  public int minIdle(Object pool) {
    return configured(pool, "getMinIdle");
  }

  @Override
  public int maxIdle(Object pool) {
    return configured(pool, "getMaxIdle");
  }

  static int number(Object pool, String getter) {
    try {
      return ReflectiveAccess.of(pool).number(getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }

  private static int configured(Object pool, String getter) {
    try {
      return number(TomcatConfiguration.of(pool), getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }
}
