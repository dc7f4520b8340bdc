package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.ConfigProblem;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys of single pools whose name no pool has: a slip there would go unnoticed. A pool may come late, so nothing is said in the first
 * minute, and then only that there is none so far. Any thread.
 */
final class PoolKeys {
  static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int SHOWN_NAMES = 20;

  /** An application that opens pools without end has no more of them kept, and nothing is said to it. */
  private static final int MOST_NAMES = 5_000;

  private final Settings settings;
  private final long patience;

  /** In the order of creation; without the places that they lead to. */
  private final Set<String> names = new LinkedHashSet<>();

  private final Set<String> matched = new TreeSet<>();
  private long first;

  /** A key may be of a pool whose name could not be read. */
  private boolean isOneUnknown;

  /** @param patience nanoseconds from the first pool on, in which nothing is said */
  PoolKeys(Settings settings, long patience) {
    this.settings = settings;
    this.patience = patience;
    matched.add(PoolStats.NONE.name());
  }

  /**
   * A pool is being created.
   *
   * @param given its name as its keys have it
   * @param shown the name that tells it from others
   */
  synchronized void seen(String given, String shown, String[] places) {
    if (names.isEmpty()) {
      first = System.nanoTime();
    }
    if (isFull()) {
      return;
    }
    names.add(given);
    matched.add(given);
    matched.add(PoolNames.ofReplica(shown));
    for (String place : places) {
      matched.add(place);
    }
  }

  /** A pool is left as the application made it. */
  synchronized void leftAlone() {
    isOneUnknown = true;
  }

  private boolean isFull() {
    return matched.size() > MOST_NAMES;
  }

  /** Returns whether it has looked: whether there has been a pool for long enough. */
  boolean look() {
    List<ConfigProblem> problems;
    String pools;
    synchronized (this) {
      problems = problems();
      pools = shownNames();
    }
    if (problems == null) {
      return false;
    }
    // Without the monitor: a thread that creates a pool waits for it.
    for (ConfigProblem each : problems) {
      Log.warn("configuration: " + each.message())
          .field("key", each.key())
          .field("pools", pools)
          .once(each.message())
          .write();
    }
    return true;
  }

  /** Null if it is too early to tell. */
  private @Nullable List<ConfigProblem> problems() {
    if (isOneUnknown || isFull()) {
      return Collections.emptyList();
    }
    return names.isEmpty() || System.nanoTime() - first < patience
        ? null
        : settings.problemsOfOtherPools(matched);
  }

  private String shownNames() {
    List<String> all = new ArrayList<>(names);
    int more = all.size() - SHOWN_NAMES;
    return more <= 0
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, SHOWN_NAMES)) + " and " + more + " more";
  }
}
