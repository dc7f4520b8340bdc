package io.tripmeter.pool.hikari;

import io.tripmeter.pool.PoolLimits;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.Collections;
import java.util.List;

/** HikariConfigMXBean's setters, and the eviction of connections above the maximum. */
final class HikariLimits implements PoolLimits {
  @Override
  public void resize(Object pool, int max, int minIdle) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    ReflectiveAccess config = access.part("config");
    // Never more to keep than to have, at any moment.
    config.call(
        "setMinimumIdle", Math.min(minIdle, HikariGauges.configured(pool, "getMinimumIdle")));
    config.call("setMaximumPoolSize", max);
    config.call("setMinimumIdle", minIdle);
    int surplus = HikariGauges.number(pool, "getTotalConnections") - max;
    for (int state : new int[] {HikariEntries.NOT_IN_USE, HikariEntries.IN_USE}) {
      Object entries = access.part("connectionBag").call("values", state);
      for (Object entry : entries instanceof List ? (List<?>) entries : Collections.emptyList()) {
        if (surplus-- <= 0) {
          return;
        }
        access.call("softEvictConnection", entry, "(the pool was made smaller)", false);
      }
    }
  }
}
