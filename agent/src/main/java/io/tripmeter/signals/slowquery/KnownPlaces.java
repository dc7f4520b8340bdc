package io.tripmeter.signals.slowquery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which statements are known to be repeated from which place, so that a unit of work that does it again costs no look at its stack. The same
 * statement may come from other places in units of another name. Any thread; bounded; a look-up allocates nothing.
 */
final class KnownPlaces {
  private static final int STATEMENTS = 500;
  private static final int NAMES = 20;

  /** Longer statements are walked for each time: they are rarely the same twice, and would weigh. */
  private static final int LONGEST = 10_000;

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

  /** When full it forgets: what repeats is soon known again. */
  synchronized void add(String statement, KnownPlace place) {
    if (statement.length() > LONGEST) {
      return;
    }
    KnownPlace[] before = byStatement.get(statement);
    if (before == null || before.length >= NAMES) {
      if (byStatement.size() >= STATEMENTS) {
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
