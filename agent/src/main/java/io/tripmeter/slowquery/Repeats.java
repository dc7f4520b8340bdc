package io.tripmeter.slowquery;

import io.tripmeter.boot.RequestCounters;
import io.tripmeter.log.Log;
import io.tripmeter.server.CurrentRoute;
import io.tripmeter.telemetry.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Finds statements that a request repeats from one place (N+1). The place is looked at twice only, just before and at the threshold,
 * for a stack costs microseconds; if it was another one by then, again at twice the threshold, and so on.
 */
final class Repeats {
  /** Instead of a place: has been found already. */
  private static final Object FOUND = new Object();

  private final int threshold;
  private final SqlTexts texts;
  private final Callers callers;
  private final SeenStatements seen;
  private final Counters counters;

  /** @param threshold 0 for never */
  Repeats(int threshold, SqlTexts texts, Callers callers, SeenStatements seen, Counters counters) {
    this.threshold = threshold;
    this.texts = texts;
    this.callers = callers;
    this.seen = seen;
    this.counters = counters;
  }

  int threshold() {
    return threshold;
  }

  void look(RequestCounters request, String text, int count) {
    if (isThreshold(count + 1)) {
      remember(Places.of(request), text);
    } else if (isThreshold(count)) {
      compare(Places.of(request), request, text, count);
    }
  }

  private void remember(Places places, String text) {
    StackTraceElement now = places.get(text) == FOUND ? null : callers.find();
    if (now != null) {
      places.put(text, now);
    }
  }

  private void compare(Places places, RequestCounters request, String text, int count) {
    Object before = places.get(text);
    if (before == null || before == FOUND) {
      return;
    }
    StackTraceElement now = callers.find();
    if (before.equals(now)) {
      places.put(text, FOUND);
      found(request, text, count, now);
    }
  }

  /** The threshold, twice, four times, eight times it. */
  private boolean isThreshold(int count) {
    if (threshold <= 0 || count % threshold != 0) {
      return false;
    }
    int times = count / threshold;
    return (times & (times - 1)) == 0;
  }

  private void found(
      RequestCounters request, String text, int count, @Nullable StackTraceElement place) {
    String caller = String.valueOf(Frames.describe(place));
    request.markRepeated(text, count, caller);
    counters.repeatedStatements().increment();
    SqlText sql = texts.of(text);
    String route = CurrentRoute.get();
    if (seen.repeated(sql, caller, route)) {
      log(sql, count, route, caller);
    }
  }

  private static void log(SqlText sql, int count, @Nullable String route, String caller) {
    Log.warn(
            "statement repeated in one request (N+1); fetch it once for all with a join or = ANY (?), or send it as a batch")
        .field("count", count)
        .field("statement_id", sql.id())
        .trusted("sql", sql.text())
        .field("route", route)
        .trusted("caller", caller)
        .write();
  }
}
