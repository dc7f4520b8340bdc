package io.tripmeter.hazards;

import io.tripmeter.boot.HazardCalls;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.pooler.Pooler;

/** Has parsed statements checked only while some endpoint may share sessions. */
public final class HazardWatch {
  private HazardWatch() {}

  /** Must be called after an endpoint was added, and after the verdict on one has changed. */
  public static synchronized void refresh() {
    // Every caller has added its endpoint before, so the last call sees all of them.
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
