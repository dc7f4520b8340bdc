package io.tripmeter.pool.ucp;

import io.tripmeter.pool.PoolLimits;
import io.tripmeter.reflect.ReflectiveAccess;

/** The pool's own setters: it closes connections above its maximum. */
final class UcpLimits implements PoolLimits {
  @Override
  public void resize(Object pool, int max, int minIdle) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    // Never more to keep than to have, at any moment.
    access.call("setMinPoolSize", Math.min(minIdle, access.number("getMinPoolSize")));
    access.call("setMaxPoolSize", max);
    access.call("setMinPoolSize", minIdle);
  }
}
