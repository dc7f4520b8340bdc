package io.tripmeter.pool.agroal;

import io.tripmeter.pool.PoolLimits;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.List;

/** The setters of AgroalConnectionPoolConfiguration. The pool closes a lent connection above its maximum when it comes back. */
final class AgroalLimits implements PoolLimits {
  @Override
  public void resize(Object pool, int max, int minIdle) throws ReflectiveOperationException {
    ReflectiveAccess config =
        ReflectiveAccess.of(ReflectiveAccess.of(pool).get("getConfiguration"));
    // Never more to keep than to have, at any moment.
    config.call("setMinSize", Math.min(minIdle, config.number("minSize")));
    config.call("setMaxSize", max);
    config.call("setMinSize", minIdle);
    List<Object> handlers = AgroalConnections.of(pool);
    int surplus = handlers.size() - max;
    for (Object each : handlers) {
      if (surplus > 0 && AgroalConnections.flush(pool, each)) {
        surplus--;
      }
    }
  }
}
