package io.tripmeter.signals.page;

import io.tripmeter.log.Escape;
import io.tripmeter.signals.metrics.WatchedPool;
import io.tripmeter.signals.metrics.WatchedPools;
import java.nio.charset.StandardCharsets;

/** Checks that pools have connections. Reads the pools' state and does not query the server, so a health check costs no round trip. */
final class Health {
  private final WatchedPools pools;

  Health(WatchedPools pools) {
    this.pools = pools;
  }

  Answer answer() {
    StringBuilder list = new StringBuilder(128);
    boolean up = true;
    for (WatchedPool pool : pools.open()) {
      if (pool.isMeasured()) {
        list.append(list.length() == 0 ? "" : ",");
        append(list, pool);
        up &= pool.stats().isOfReplica() || !isDown(pool);
      }
    }
    String json = "{\"status\":\"" + (up ? "up" : "down") + "\",\"pools\":[" + list + "]}\n";
    return new Answer(up ? 200 : 503, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** A pool without minimum idle connections may be empty while no thread waits for a connection. */
  private static boolean isDown(WatchedPool pool) {
    return pool.size() == 0 && (pool.minIdle() != 0 || pool.pending() > 0);
  }

  private static void append(StringBuilder to, WatchedPool pool) {
    to.append("{\"name\":\"");
    Escape.append(to, pool.name(), true);
    to.append('"');
    number(to, "size", pool.size());
    number(to, "idle", pool.idle());
    number(to, "used", pool.used());
    number(to, "pending", pool.pending());
    number(to, "invalid", pool.stats().invalid().sum());
    to.append('}');
  }

  private static void number(StringBuilder to, String key, long value) {
    to.append(",\"").append(key).append("\":").append(value < 0 ? "null" : Long.toString(value));
  }
}
