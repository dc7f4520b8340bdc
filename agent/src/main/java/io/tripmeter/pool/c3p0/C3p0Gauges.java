package io.tripmeter.pool.c3p0;

import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;

/** The numbers of BasicResourcePool. */
final class C3p0Gauges implements PoolGauges {
  @Override
  public int idle(Object pool) {
    return number(pool, "getAvailableCount");
  }

  @Override
  public int used(Object pool) {
    return number(pool, "getAwaitingCheckinCount");
  }

  @Override
  public int pending(Object pool) {
    return number(pool, "getNumCheckoutWaiters");
  }

  @Override
  public int max(Object pool) {
    return number(pool, "getMaxPoolSize");
  }

  @Override
  public int minIdle(Object pool) {
    return number(pool, "getMinPoolSize");
  }

  /** The pool closes idle connections by their time alone. */
  @Override
  public int maxIdle(Object pool) {
    return max(pool);
  }

  private static int number(Object pool, String getter) {
    try {
      Object resources = ReflectiveAccess.of(pool).field("rp");
      return resources == null ? -1 : ReflectiveAccess.of(resources).number(getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }
}
