package io.tripmeter.hazards;

import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.ThroughPooler;
import io.tripmeter.log.Log;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.metrics.Telemetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports each statement once, and holds findings until the endpoint's verdict is settled. Bounded: the first findings stay. Any thread. */
final class HazardLog {
  private static final int MAX_REPORTED = 1_000;

  /** For one feature from one caller. SQL with generated names is a new statement each time. */
  private static final int MAX_LINES_PER_CALLER = 20;

  private static final int MAX_HELD = 200;

  private final Telemetry telemetry;
  private final boolean warnsOfMigrations;
  private final Set<String> reported = new HashSet<>();
  private final Map<String, Integer> linesByCaller = new HashMap<>();
  private final List<HazardFinding> held = new ArrayList<>();

  /** @param warnsOfMigrations false if the operator wants migrations to run through the pooler */
  HazardLog(Telemetry telemetry, boolean warnsOfMigrations) {
    this.telemetry = telemetry;
    this.warnsOfMigrations = warnsOfMigrations;
  }

  /** Whether no further finding of this kind will be reported. */
  boolean isReported(Hazard hazard, SqlText sql, boolean inMigration) {
    synchronized (reported) {
      return reported.size() >= MAX_REPORTED
          || reported.contains(HazardFinding.kind(hazard, sql, inMigration));
    }
  }

  void report(HazardFinding found) {
    int lines;
    synchronized (reported) {
      if (reported.size() >= MAX_REPORTED || !reported.add(found.kind())) {
        return;
      }
      String key = found.hazard.label() + " " + found.caller;
      Integer before = linesByCaller.get(key);
      lines = before == null ? 1 : before + 1;
      linesByCaller.put(key, lines);
    }
    telemetry.counters().poolerHazards(found.hazard.label()).increment();
    telemetry.hazards().add(found.seen());
    if (found.ofMigration) {
      warnOfMigration(found.pool, found.endpoint);
    } else if (lines <= MAX_LINES_PER_CALLER) {
      write(found);
    }
  }

  /** A migration runs through a pooler that shares sessions. */
  void warnOfMigration(String pool, Endpoint endpoint) {
    if (warnsOfMigrations) {
      ThroughPooler.warn(pool, endpoint.server(), endpoint.pooler().toString());
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

  /** Holds the finding until {@link #release}. */
  void hold(HazardFinding found) {
    synchronized (held) {
      for (HazardFinding other : held) {
        if (found.isSameAs(other)) {
          return;
        }
      }
      if (held.size() < MAX_HELD) {
        held.add(found);
      }
    }
  }

  /** Reports or drops the findings held for this endpoint. */
  void release(Endpoint endpoint, boolean report) {
    List<HazardFinding> released;
    synchronized (held) {
      if (held.isEmpty()) {
        return;
      }
      released = new ArrayList<>();
      for (Iterator<HazardFinding> all = held.iterator(); all.hasNext(); ) {
        HazardFinding found = all.next();
        if (found.endpoint == endpoint) {
          released.add(found);
          all.remove();
        }
      }
    }
    if (report) {
      for (HazardFinding found : released) {
        report(found);
      }
    }
  }
}
