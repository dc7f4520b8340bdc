package io.tripmeter.signals.page;

import io.tripmeter.signals.metrics.WatchedPool;
import io.tripmeter.signals.metrics.WatchedPools;
import java.nio.charset.StandardCharsets;

/** Whether each pool has the connections that it means to have. Asks the pools, not the server: a health check costs no round trip. */
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
        up &= !isDown(pool);
      }
    }
    String json = "{\"status\":\"" + (up ? "up" : "down") + "\",\"pools\":[" + list + "]}\n";
    return new Answer(up ? 200 : 503, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** A pool that keeps no idle connection may be empty as long as nobody waits for one. */
  private static boolean isDown(WatchedPool pool) {
    return pool.size() == 0 && (pool.minIdle() != 0 || pool.pending() > 0);
  }

  private static void append(StringBuilder to, WatchedPool pool) {
    to.append("{\"name\":");
    quote(to, pool.name());
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

  private static void quote(StringBuilder to, String text) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        to.append(String.format("\\u%04x", (int) c));
      } else {
        to.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    to.append('"');
  }
}
