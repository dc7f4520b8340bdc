package io.tripmeter.signals.slowquery;

import io.tripmeter.postgres.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Slow and repeated statements for the page. Bounded: the latest slow queries, and the first that were repeated. Any thread. */
public final class SeenStatements {
  private static final int RECENT = 50;
  private static final int REPEATS = 200;

  private final Deque<SlowQuery> slow = new ArrayDeque<>();
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

  /** The entry for requests that repeat this statement from this caller; null if the page is full. */
  @Nullable
  Repeat repeat(SqlText sql, String caller, @Nullable String route, boolean isLazy) {
    String key = sql.id() + caller;
    Repeat known = repeats.get(key);
    if (known != null || repeats.size() >= REPEATS) {
      return known;
    }
    Repeat added = new Repeat(sql, caller, route, isLazy);
    known = repeats.putIfAbsent(key, added);
    return known == null ? added : known;
  }

  /** The latest slow queries, newest first. */
  public List<SlowQuery> slowQueries() {
    synchronized (slow) {
      return new ArrayList<>(slow);
    }
  }

  /** Repeated statements, those with the most requests first. */
  public List<Repeat> repeats() {
    List<Repeat> all = new ArrayList<>(repeats.values());
    all.sort(Comparator.comparingLong(Repeat::requests).reversed());
    return all;
  }
}
