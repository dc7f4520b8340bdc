package io.tripmeter.pool.druid;

import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.PoolGauges;
import org.jspecify.annotations.Nullable;

/** Read from the pool's fields: its getters wait for the lock that it holds while it is created anew. */
final class DruidGauges implements PoolGauges {
  @Override
  public int idle(Object pool) {
    return number(pool, "poolingCount");
  }

  @Override
  public int used(Object pool) {
    return number(pool, "activeCount");
  }

  @Override
  public int pending(Object pool) {
    return number(pool, "notEmptyWaitThreadCount");
  }

  @Override
  public int max(Object pool) {
    return number(pool, "maxActive");
  }

  @Override
  public int minIdle(Object pool) {
    return number(pool, "minIdle");
  }

  /** Its {@code maxIdle} has no effect. */
  @Override
  public int maxIdle(Object pool) {
    return max(pool);
  }

  private static int number(Object pool, String field) {
    try {
      @Nullable Object value = ReflectiveAccess.of(pool).field(field);
      return value instanceof Integer ? (Integer) value : -1;
    } catch (ReflectiveOperationException unknown) {
      return -1;
    }
  }
}
