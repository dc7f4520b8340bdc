package io.tripmeter.work;

import io.tripmeter.boot.RequestCounters;
import org.jspecify.annotations.Nullable;

/** Told of every request, on the thread that works for it; an exception is logged once and reaches nobody else. */
public interface RequestObserver {
  /** A request begins; its method is known, its route only where the server knows it by then. */
  void began(RequestCounters request, Server server, Object exchange);

  /**
   * A request has ended, perhaps on another thread. Its counters are somebody else's afterwards.
   *
   * @param status as sent to the client, 0 if unknown
   * @param thrown what the server's handler ended with
   * @param nanos since it began
   */
  void ended(RequestCounters request, int status, @Nullable Throwable thrown, long nanos);
}
