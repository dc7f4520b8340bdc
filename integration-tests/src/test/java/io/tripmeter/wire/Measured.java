package io.tripmeter.wire;

import io.tripmeter.testing.Link;
import java.util.Map;

/**
 * What one request cost.
 *
 * @param request round trips as Tripmeter reports them for the request
 * @param kinds round trips of all pools as Tripmeter reports them, by kind; none that are 0
 */
record Measured(Link.Count wire, long request, Map<String, Long> kinds) {
  long kind(String kind) {
    return kinds.getOrDefault(kind, 0L);
  }

  long all() {
    return kinds.values().stream().mapToLong(Long::longValue).sum();
  }
}
