package io.tripmeter.pool.c3p0;

import io.tripmeter.pool.PoolLimits;
import io.tripmeter.reflect.ReflectiveAccess;

/** Limits that BasicResourcePool never changes itself. It can be told a size: it closes idle connections above it, and lent ones when they come back. */
final class C3p0Limits implements PoolLimits {
  @Override
  public void resize(Object pool, int max, int minIdle) throws ReflectiveOperationException {
    ReflectiveAccess resources = C3p0.resources(pool);
    // Never more to keep than to have, at any moment.
    resources.set("min", Math.min(minIdle, resources.number("getMinPoolSize")));
    resources.set("max", max);
    resources.set("min", minIdle);
    Object wanted = resources.field("target_pool_size");
    int size = wanted instanceof Integer ? (Integer) wanted : max;
    resources.call("setTargetPoolSize", Math.max(minIdle, Math.min(size, max)));
  }
}
