package io.tripmeter.pool.agroal;

import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;

/** Counts the pool's connections by their states: since 2.8 Agroal counts those in use only where its own metrics are enabled. */
final class AgroalGauges implements PoolGauges {
  @Override
  public int idle(Object pool) {
    return count(pool, "CHECKED_IN", "VALIDATION");
  }

  /** A lent connection in state FLUSH is closed when it comes back. */
  @Override
  public int used(Object pool) {
    return count(pool, "CHECKED_OUT", "FLUSH");
  }

  private static int count(Object pool, String state, String orState) {
    int count = 0;
    for (Object each : AgroalConnections.of(pool)) {
      boolean is = AgroalConnections.isIn(each, state) || AgroalConnections.isIn(each, orState);
      count += is ? 1 : 0;
    }
    return count;
  }

  @Override
  public int pending(Object pool) {
    try {
      return ReflectiveAccess.of(pool).number("awaitingCount");
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }

  @Override
  public int max(Object pool) {
    return configured(pool, "maxSize");
  }

  @Override
  public int minIdle(Object pool) {
    return configured(pool, "minSize");
  }

  @Override
  public int maxIdle(Object pool) {
    return max(pool);
  }

  private static int configured(Object pool, String getter) {
    try {
      return ReflectiveAccess.of(ReflectiveAccess.of(pool).get("getConfiguration"))
          .number(getter);
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }
}
