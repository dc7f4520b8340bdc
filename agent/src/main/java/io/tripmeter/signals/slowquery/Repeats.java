package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.RequestCounters;
import io.tripmeter.log.Log;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.postgres.SqlTexts;
import io.tripmeter.signals.metrics.Counters;
import io.tripmeter.work.CurrentRoute;
import org.jspecify.annotations.Nullable;

/**
 * Finds statements that a request repeats from one place (N+1). The place is looked at twice, just before and at the threshold, for a
 * stack costs microseconds; if it was another one by then, again at twice the threshold, and so on. Once it is known, other requests of
 * the same route do without, and one a second looks again whether it still is the place.
 */
final class Repeats {
  /** Instead of a place: it was not always the same in this request. */
  private static final Object VARIES = new Object();

  private final int threshold;
  private final SqlTexts texts;
  private final Callers callers;
  private final SeenStatements seen;
  private final Counters counters;
  private final KnownPlaces places = new KnownPlaces();

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
    if (request.isRepeated(text)) {
      return;
    }
    if (isThreshold(count + 1)) {
      remember(request, text);
    } else if (isThreshold(count)) {
      compare(request, text, count);
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

  private void remember(RequestCounters request, String text) {
    KnownPlace known = places.get(text, request.method(), CurrentRoute.of(request));
    if (known == null || request.place(text) != null || known.takesCheck(System.nanoTime())) {
      request.setPlace(text, callers.find());
    }
  }

  private void compare(RequestCounters request, String text, int count) {
    KnownPlace known = places.get(text, request.method(), CurrentRoute.of(request));
    Object before = request.place(text);
    if (before == null) {
      if (known != null) {
        found(request, text, count, known);
      }
      return;
    }
    StackTraceElement now = callers.find();
    if (now == null || !before.equals(now)) {
      request.setPlace(text, VARIES);
      forget(text, known);
    } else if (known != null && known.isAt(now)) {
      found(request, text, count, known);
    } else {
      forget(text, known);
      found(request, text, count, learn(request, text, count, now));
    }
  }

  private void forget(String text, @Nullable KnownPlace known) {
    if (known != null) {
      places.remove(text, known);
    }
  }

  private KnownPlace learn(
      RequestCounters request, String text, int count, StackTraceElement place) {
    String route = CurrentRoute.of(request);
    SqlText sql = texts.of(text);
    Repeat shown = seen.repeat(sql, String.valueOf(Frames.describe(place)), route);
    KnownPlace learnt = new KnownPlace(request.method(), route, place, shown, System.nanoTime());
    places.add(text, learnt);
    if (shown != null && shown.isFirst()) {
      log(sql, count, route, learnt.caller());
    }
    return learnt;
  }

  private void found(RequestCounters request, String text, int count, KnownPlace known) {
    request.markRepeated(text, count, known.caller());
    counters.repeatedStatements().increment();
    Repeat shown = known.shown();
    if (shown != null) {
      shown.again();
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
