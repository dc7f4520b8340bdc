package io.tripmeter.signals.slowquery;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Limits the slow queries logged in any second, in total and for each statement. Any thread; locks only briefly. */
final class SlowQueryLimit {
  static final int LINES = 20;
  static final int LINES_PER_STATEMENT = 2;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Recent all = new Recent(LINES);
  private final Map<String, Recent> byStatement = new HashMap<>();

  /** @param now {@link System#nanoTime()} */
  synchronized boolean admits(String statementId, long now) {
    if (!all.hasRoom(now)) {
      return false;
    }
    Recent one = byStatement.get(statementId);
    if (one == null) {
      // At most twenty had a line within the last second; the others are removed.
      if (byStatement.size() >= 10 * LINES) {
        byStatement.values().removeIf(recent -> recent.isExpired(now));
      }
      one = new Recent(LINES_PER_STATEMENT);
      byStatement.put(statementId, one);
    }
    if (!one.hasRoom(now)) {
      return false;
    }
    all.add(now);
    one.add(now);
    return true;
  }

  /** The times of the last lines, as a ring. */
  private static final class Recent {
    private final long[] times;
    private int lines;

    Recent(int most) {
      times = new long[most];
    }

    /** The next slot has the oldest line. */
    boolean hasRoom(long now) {
      return lines < times.length || now - times[lines % times.length] >= SECOND;
    }

    void add(long now) {
      times[lines % times.length] = now;
      lines++;
      if (lines == 2 * times.length) {
        lines = times.length;
      }
    }

    boolean isExpired(long now) {
      return lines == 0 || now - times[(lines - 1) % times.length] >= SECOND;
    }
  }
}
