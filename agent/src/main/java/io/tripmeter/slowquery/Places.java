package io.tripmeter.slowquery;

import io.tripmeter.boot.RequestCounters;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the statements of the request that this thread works for were last seen to come from. One object a thread, used again. */
final class Places {
  private static final ThreadLocal<Places> CURRENT = ThreadLocal.withInitial(Places::new);

  private final Map<String, Object> byStatement = new HashMap<>();
  private @Nullable RequestCounters request;
  private long start;

  private Places() {}

  static Places of(RequestCounters current) {
    Places places = CURRENT.get();
    // Counters are used again for other requests; their start tells those apart.
    if (places.request != current || places.start != current.start()) {
      places.byStatement.clear();
      places.request = current;
      places.start = current.start();
    }
    return places;
  }

  @Nullable
  Object get(String statement) {
    return byStatement.get(statement);
  }

  void put(String statement, Object place) {
    byStatement.put(statement, place);
  }
}
