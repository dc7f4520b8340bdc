package io.tripmeter.signals.slowquery;

import io.tripmeter.postgres.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Slow and repeated statements for the page. Bounded: the latest that were slow, and the first that were repeated. Any thread. */
public final class SeenStatements {
  private static final int RECENT = 50;
  private static final int REPEATS = 200;
  private static final int SLOW_STATEMENTS = 200;

  private final Deque<SlowQuery> slow = new ArrayDeque<>();

  /** By statement and pool. The one that has not been slow for the longest time is replaced: a migration has many that never come again. */
  private final Map<String, SlowStatement> slowStatements = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<String, Repeat> repeats = new ConcurrentHashMap<>();

  SeenStatements() {}

  void slow(SlowQuery query) {
    synchronized (slow) {
      if (slow.size() == RECENT) {
        slow.removeLast();
      }
      slow.addFirst(query);
    }
  }

  /** The entry for slow executions of this statement. */
  SlowStatement slowStatement(SqlText sql, String pool) {
    String key = sql.id() + pool;
    synchronized (slowStatements) {
      SlowStatement known = slowStatements.get(key);
      if (known != null) {
        return known;
      }
      if (slowStatements.size() == SLOW_STATEMENTS) {
        slowStatements.remove(slowStatements.keySet().iterator().next());
      }
      SlowStatement added = new SlowStatement(sql, pool);
      slowStatements.put(key, added);
      return added;
    }
  }

  /** The entry for requests that repeat this statement from this caller; null if there is none. */
  @Nullable
  Repeat repeat(SqlText sql, String caller) {
    return repeats.get(sql.id() + caller);
  }

  /** Returns the entry that was there before; null if the page is full. */
  @Nullable
  Repeat add(Repeat added) {
    if (repeats.size() >= REPEATS) {
      return null;
    }
    Repeat known = repeats.putIfAbsent(added.sql().id() + added.caller(), added);
    return known == null ? added : known;
  }

  /** The latest slow queries, newest first. */
  public List<SlowQuery> slowQueries() {
    synchronized (slow) {
      return new ArrayList<>(slow);
    }
  }

  /** Statements that were slow, the latest last. */
  public List<SlowStatement> slowStatements() {
    synchronized (slowStatements) {
      return new ArrayList<>(slowStatements.values());
    }
  }

  /** Repeated statements, those with the most requests first. */
  public List<Repeat> repeats() {
    // A count that grows while the list is sorted would make the order contradict itself.
    Map<Repeat, Long> requests = new HashMap<>();
    for (Repeat each : repeats.values()) {
      requests.put(each, each.requests());
    }
    List<Repeat> all = new ArrayList<>(requests.keySet());
    all.sort(Comparator.comparing(requests::get, Comparator.reverseOrder()));
    return all;
  }
}
