package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.ConfigProblem;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

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
    if (names.size() < SHOWN_NAMES) {
      names.add(given);
    }
    matched.add(given);
    matched.add(PoolNames.ofReplica(shown));
    for (String place : places) {
      matched.add(place);
    }
  }

  private boolean isFull() {
    return matched.size() > MOST_NAMES;
  }

  /** Returns whether it has looked: whether there has been a pool for long enough. */
  synchronized boolean look() {
    if (names.isEmpty() || System.nanoTime() - first < patience) {
      return false;
    }
    if (isFull()) {
      return true;
    }
    for (ConfigProblem each : settings.problemsOfOtherPools(matched, String.join(", ", names))) {
      Log.warn("configuration: " + each.message())
          .field("key", each.key())
          .once("no pool for " + each.key())
          .write();
    }
    return true;
  }
}
