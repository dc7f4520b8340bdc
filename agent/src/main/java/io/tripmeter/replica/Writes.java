package io.tripmeter.replica;

import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.UnitOfWork;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who has written lately, and is to read what was written: a client's session, else the unit of work, else the thread. Any thread; the
 * times are those of {@link System#nanoTime()}.
 */
final class Writes {
  private static final int MOST_SESSIONS = 50_000;

  private final long window;
  private final Map<Long, Long> sessions = new ConcurrentHashMap<>();

  /** More sessions have written than are kept: until then everybody is taken for one of them. */
  private volatile long everybodyAt;

  /** @param millis how long a write is lately; 0: never */
  Writes(long millis) {
    window = millis * 1_000_000;
  }

  boolean matter() {
    return window != 0;
  }

  /** What this thread works for has written now. */
  void note() {
    if (window == 0) {
      return;
    }
    long now = now();
    ThreadState thread = ThreadState.current();
    UnitOfWork unit = thread.unit();
    if (unit == null) {
      thread.setWroteAt(now);
      return;
    }
    unit.setWroteAt(now);
    if (unit.session() != 0) {
      note(unit.session(), now);
    }
  }

  private void note(long session, long now) {
    if (sessions.size() >= MOST_SESSIONS) {
      sessions.values().removeIf(at -> !isRecent(at, now));
      if (sessions.size() >= MOST_SESSIONS) {
        everybodyAt = now;
        return;
      }
    }
    sessions.put(session, now);
  }

  /** What this thread works for has written since, and the write is to count from now. */
  void noteAgain(long since) {
    long at = lastOfThread();
    if (at != 0 && at - since >= 0) {
      note();
    }
  }

  private static long lastOfThread() {
    ThreadState thread = ThreadState.current();
    UnitOfWork unit = thread.unit();
    return unit == null ? thread.wroteAt() : unit.wroteAt();
  }

  boolean isRecent() {
    if (window == 0) {
      return false;
    }
    long now = now();
    if (isRecent(lastOfThread(), now) || isRecent(everybodyAt, now)) {
      return true;
    }
    UnitOfWork unit = ThreadState.current().unit();
    Long at = unit == null || unit.session() == 0 ? null : sessions.get(unit.session());
    return at != null && isRecent(at, now);
  }

  private boolean isRecent(long at, long now) {
    return at != 0 && now - at < window;
  }

  /** Never 0, which stands for none. */
  static long now() {
    long now = System.nanoTime();
    return now == 0 ? 1 : now;
  }
}
