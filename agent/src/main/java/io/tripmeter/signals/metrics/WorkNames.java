package io.tripmeter.signals.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The names of units of one kind: routes, jobs. Their number is bounded because a name is a label of three metrics. */
public final class WorkNames {
  /** The documented limit, without {@link #OTHER}. */
  static final int MOST = 200;

  static final String OTHER = "other";

  /** For units without a name. */
  static final String UNKNOWN = "unknown";

  private final ConcurrentHashMap<String, WorkStats> byName = new ConcurrentHashMap<>();
  private final WorkStats unknown;
  private final WorkStats other;

  private final Runnable changed;

  /** @param changed called after a name was added */
  WorkNames(Runnable changed) {
    this.changed = changed;
    unknown = new WorkStats(UNKNOWN, changed);
    other = new WorkStats(OTHER, changed);
  }

  /** Allocates nothing for a name that has been seen. */
  WorkStats of(@Nullable String name) {
    if (name == null) {
      return unknown;
    }
    WorkStats found = byName.get(name);
    return found == null ? add(name) : found;
  }

  private WorkStats add(String name) {
    if (name.equals(OTHER)) {
      return other;
    }
    if (name.equals(UNKNOWN)) {
      return unknown;
    }
    // Size check and addition need one lock. It is taken only for new names, and for units counted
    // as "other".
    WorkStats added;
    synchronized (this) {
      if (byName.size() >= MOST) {
        return other;
      }
      added = new WorkStats(name, changed);
      WorkStats found = byName.putIfAbsent(name, added);
      if (found != null) {
        return found;
      }
    }
    changed.run();
    return added;
  }

  /** All names that had units. */
  public List<WorkStats> all() {
    List<WorkStats> all = new ArrayList<>(byName.values());
    if (unknown.roundTrips().count() > 0) {
      all.add(unknown);
    }
    if (other.roundTrips().count() > 0) {
      all.add(other);
    }
    return all;
  }
}
