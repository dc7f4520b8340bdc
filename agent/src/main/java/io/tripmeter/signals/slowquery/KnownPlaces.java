package io.tripmeter.signals.slowquery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The places known to repeat a statement, so that further units of work need no walk of the stack. Units of another name may repeat the same
 * statement from another place. Any thread; bounded; a look-up allocates nothing.
 */
final class KnownPlaces {
  private static final int MAX_STATEMENTS = 500;
  private static final int MAX_NAMES = 20;

  /** Longer statements are not kept: they rarely repeat and would take much memory. */
  private static final int MAX_LENGTH = 10_000;

  private final Map<String, KnownPlace[]> byStatement = new ConcurrentHashMap<>();

  @Nullable
  KnownPlace get(String statement, @Nullable String operation, @Nullable String name) {
    KnownPlace[] all = byStatement.get(statement);
    if (all != null) {
      for (KnownPlace known : all) {
        if (known.isOf(operation, name)) {
          return known;
        }
      }
    }
    return null;
  }

  /** A full map is cleared: statements that repeat are soon known again. */
  synchronized void add(String statement, KnownPlace place) {
    if (statement.length() > MAX_LENGTH) {
      return;
    }
    KnownPlace[] before = byStatement.get(statement);
    if (before == null || before.length >= MAX_NAMES) {
      if (byStatement.size() >= MAX_STATEMENTS) {
        byStatement.clear();
      }
      byStatement.put(statement, new KnownPlace[] {place});
      return;
    }
    KnownPlace[] now = java.util.Arrays.copyOf(before, before.length + 1);
    now[before.length] = place;
    byStatement.put(statement, now);
  }

  synchronized void remove(String statement, KnownPlace place) {
    KnownPlace[] before = byStatement.get(statement);
    if (before == null) {
      return;
    }
    KnownPlace[] now =
        java.util.Arrays.stream(before).filter(known -> known != place).toArray(KnownPlace[]::new);
    byStatement.put(statement, now);
  }
}
