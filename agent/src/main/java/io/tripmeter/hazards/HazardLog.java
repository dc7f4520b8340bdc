package io.tripmeter.hazards;

import io.tripmeter.connect.Endpoint;
import io.tripmeter.log.Log;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.metrics.Counters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells of each statement once, and keeps what was found before its endpoint was known. Bounded: the first ones stay. Any thread. */
final class HazardLog {
  private static final int TOLD = 1_000;

  /** Of one feature from one place: SQL with generated names in it is a statement of its own each time. */
  private static final int LINES_OF_A_PLACE = 20;

  private static final int WAITING = 200;

  private final Counters counters;
  private final Set<String> told = new HashSet<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<HazardFinding> waiting = new ArrayList<>();

  HazardLog(Counters counters) {
    this.counters = counters;
  }

  /** Whether nothing is to be said of it any more. */
  boolean isTold(Hazard hazard, SqlText sql) {
    synchronized (told) {
      return told.size() >= TOLD || told.contains(HazardFinding.kind(hazard, sql));
    }
  }

  void tell(HazardFinding found) {
    int ofThisPlace;
    synchronized (told) {
      if (told.size() >= TOLD || !told.add(found.kind())) {
        return;
      }
      String place = found.hazard.label() + " " + found.caller;
      Integer before = places.get(place);
      ofThisPlace = before == null ? 1 : before + 1;
      places.put(place, ofThisPlace);
    }
    counters.poolerHazards(found.hazard.label()).increment();
    if (ofThisPlace <= LINES_OF_A_PLACE) {
      write(found);
    }
  }

  private static void write(HazardFinding found) {
    Log.warn(
            found.hazard.isError()
                ? "pooler hazard: error caused by a shared server session"
                : "pooler hazard: SQL that needs a session of its own")
        .pool(found.pool)
        .field("feature", found.hazard.label())
        .field("problem", found.hazard.problem())
        .field("instead", found.hazard.instead())
        .field("statement_id", found.sql.id())
        .trusted("sql", found.sql.text())
        .trusted("caller", found.caller)
        .field("endpoint", found.endpoint.name())
        .field("pooler", found.endpoint.pooler().toString())
        .write();
  }

  /** Until more is known of its endpoint. */
  void keep(HazardFinding found) {
    synchronized (waiting) {
      for (HazardFinding other : waiting) {
        if (found.isLike(other)) {
          return;
        }
      }
      if (waiting.size() < WAITING) {
        waiting.add(found);
      }
    }
  }

  /** More is known of this endpoint: what was kept of it is told of, or forgotten. */
  void release(Endpoint endpoint, boolean tell) {
    List<HazardFinding> released;
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        return;
      }
      released = new ArrayList<>();
      for (Iterator<HazardFinding> all = waiting.iterator(); all.hasNext(); ) {
        HazardFinding found = all.next();
        if (found.endpoint == endpoint) {
          released.add(found);
          all.remove();
        }
      }
    }
    if (tell) {
      for (HazardFinding found : released) {
        tell(found);
      }
    }
  }
}
