package io.tripmeter.work;

import io.tripmeter.boot.RequestCounters;
import io.tripmeter.boot.ThreadState;
import org.jspecify.annotations.Nullable;

/** The route of the request that this thread works for, as far as it is known in its middle. Allocates; for log lines. */
public final class CurrentRoute {
  private CurrentRoute() {}

  /** Null outside of a request. */
  public static @Nullable String get() {
    RequestCounters request = ThreadState.current().request();
    return request == null ? null : of(request);
  }

  /** On a thread that works for this request. */
  public static @Nullable String of(RequestCounters request) {
    String route = request.route();
    Object exchange = request.exchange();
    if (route != null || exchange == null) {
      return route;
    }
    try {
      return Servers.get(request.server()).route(exchange);
    } catch (Throwable unreadable) {
      // A log line without a route is still a log line.
      return null;
    }
  }
}
