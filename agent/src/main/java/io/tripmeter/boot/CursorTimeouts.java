package io.tripmeter.boot;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** The query timeouts of one connection's cursors: a fetch from a cursor has that of the statement which opened it. */
final class CursorTimeouts {
  private final Map<Object, Long> millis = Collections.synchronizedMap(new WeakHashMap<>());

  void opened(Object cursor, long timeout) {
    millis.put(cursor, timeout);
  }

  /** In milliseconds; 0 for none. */
  long of(Object cursor) {
    Long timeout = millis.isEmpty() ? null : millis.get(cursor);
    return timeout == null ? 0 : timeout;
  }
}
