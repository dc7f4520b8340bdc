package io.tripmeter.hazards;

import io.tripmeter.boot.HazardCalls;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.pooler.Pooler;

/** Has the driver tell what it parses for as long as some endpoint may share sessions, and not a moment longer. */
public final class HazardWatch {
  private HazardWatch() {}

  /** To be called after an endpoint has become known, and after more has become known of one. */
  public static synchronized void refresh() {
    // Whoever adds an endpoint comes here after it: the last one through sees all.
    HazardCalls.watch(isNeeded(Endpoint.poolers()));
  }

  static boolean isNeeded(Iterable<Pooler> known) {
    for (Pooler pooler : known) {
      if (pooler.mayShare()) {
        return true;
      }
    }
    return false;
  }
}
