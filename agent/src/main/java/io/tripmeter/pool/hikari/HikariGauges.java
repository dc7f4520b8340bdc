package io.tripmeter.pool.hikari;

import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;

/** The numbers of HikariPoolMXBean and HikariConfigMXBean. */
final class HikariGauges implements PoolGauges {
  @Override
  public int idle(Object pool) {
    return number(pool, "getIdleConnections");
  }

  @Override
  public int used(Object pool) {
    return number(pool, "getActiveConnections");
  }

  @Override
  public int pending(Object pool) {
    return number(pool, "getThreadsAwaitingConnection");
  }

  @Override
  public int max(Object pool) {
    return configured(pool, "getMaximumPoolSize");
  }

  @Override
  public int minIdle(Object pool) {
    return configured(pool, "getMinimumIdle");
  }

  @Override
  public int maxIdle(Object pool) {
    return max(pool);
  }

  static int number(Object pool, String getter) {
    try {
      return ReflectiveAccess.of(pool).number(getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }

  static int configured(Object pool, String getter) {
    try {
      return ReflectiveAccess.of(pool).part("config").number(getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }
}
