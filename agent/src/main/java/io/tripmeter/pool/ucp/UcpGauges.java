package io.tripmeter.pool.ucp;

import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;

/** The pool's own numbers. */
final class UcpGauges implements PoolGauges {
  @Override
  public int idle(Object pool) {
    return number(pool, "getAvailableConnectionsCount");
  }

  @Override
  public int used(Object pool) {
    return number(pool, "getBorrowedConnectionsCount");
  }

  @Override
  public int pending(Object pool) {
    try {
      Object statistics = ReflectiveAccess.of(pool).call("getStatistics");
      return statistics == null ? -1 : number(statistics, "getPendingRequestsCount");
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }

  @Override
  public int max(Object pool) {
    return number(pool, "getMaxPoolSize");
  }

  @Override
  public int minIdle(Object pool) {
    return number(pool, "getMinPoolSize");
  }

  @Override
  public int maxIdle(Object pool) {
    return max(pool);
  }

  private static int number(Object source, String getter) {
    try {
      return ReflectiveAccess.of(source).number(getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }
}
