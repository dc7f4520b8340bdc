package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.log.Log;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.postgres.SqlTexts;
import io.tripmeter.signals.metrics.Counters;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.RequestKind;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds statements that a unit of work repeats from one place (N+1). Because a walk of the stack costs microseconds, the place is looked up
 * only twice, just before and at the threshold. If the two differ, the check is repeated at twice the threshold, and so on. Once the place
 * is known, requests of the same route walk no stack, except for one each second that checks the place again. Jobs always walk: schedulers
 * wrap tasks, and two of one name may be different tasks.
 */
final class Repeats {
  /** Stored instead of a place if the places in a unit differ. */
  private static final Object VARIES = new Object();

  /** Repeats of a job or a stream that are as far apart as this are no loop over what another statement has found. */
  private static final long APART_NANOS = TimeUnit.SECONDS.toNanos(1);

  private volatile int threshold;
  private final SqlTexts texts;
  private final Callers callers;
  private final SeenStatements seen;
  private final Counters counters;
  private final Spans spans;
  private final KnownPlaces places = new KnownPlaces();

  /** @param threshold 0 to disable */
  Repeats(
      int threshold,
      SqlTexts texts,
      Callers callers,
      SeenStatements seen,
      Counters counters,
      Spans spans) {
    this.threshold = threshold;
    this.texts = texts;
    this.callers = callers;
    this.seen = seen;
    this.counters = counters;
    this.spans = spans;
  }

  int threshold() {
    return threshold;
  }

  /** For the statements that follow; 0 to disable. */
  void setThreshold(int repeats) {
    threshold = repeats;
  }

  /** Returns the page's entry if this execution is found to be a repetition: once in a unit, and null if the page is full. */
  @Nullable
  Repeat look(UnitOfWork unit, String text, int count) {
    if (unit.cost().isRepeated(text)) {
      return null;
    }
    if (isThreshold(count + 1)) {
      remember(unit, text);
    } else if (isThreshold(count)) {
      return compare(unit, text, count);
    }
    return null;
  }

  /** A job that asks, sleeps and asks again as long as it runs has nothing to fetch at once; nor has a stream that asks for each message. */
  static boolean isLoop(UnitOfWork.Kind kind, long apart) {
    return kind instanceof HttpServer || apart < APART_NANOS;
  }

  /** Whether the count is the threshold times a power of two. */
  private boolean isThreshold(int count) {
    int each = threshold;
    if (each <= 0 || count % each != 0) {
      return false;
    }
    int times = count / each;
    return (times & (times - 1)) == 0;
  }

  private void remember(UnitOfWork unit, String text) {
    KnownPlace known = places.get(text, unit.operation(), unit.nameNow());
    if (known == null
        || !(unit.kind() instanceof RequestKind)
        || unit.cost().place(text) != null
        || known.takesCheck(System.nanoTime())) {
      StackTraceElement place = callers.find();
      unit.cost().setPlace(text, place == null ? null : new Seen(place, System.nanoTime()));
    } else if (!(unit.kind() instanceof HttpServer)) {
      unit.cost().setPlace(text, new Seen(null, System.nanoTime()));
    }
  }

  private @Nullable Repeat compare(UnitOfWork unit, String text, int count) {
    KnownPlace known = places.get(text, unit.operation(), unit.nameNow());
    Object before = unit.cost().place(text);
    Seen last = before instanceof Seen ? (Seen) before : null;
    if (last != null && !isLoop(unit.kind(), System.nanoTime() - last.at)) {
      return null;
    }
    if (before == null || (last != null && last.place == null)) {
      return known == null ? null : found(unit, text, count, known);
    }
    StackTraceElement now = callers.find();
    if (now == null || last == null || !now.equals(last.place)) {
      unit.cost().setPlace(text, VARIES);
      forget(text, known);
      return null;
    }
    if (known != null && known.isAt(now)) {
      return found(unit, text, count, known);
    }
    forget(text, known);
    return found(unit, text, count, learn(unit, text, count, now));
  }

  private void forget(String text, @Nullable KnownPlace known) {
    if (known != null) {
      places.remove(text, known);
    }
  }

  private KnownPlace learn(UnitOfWork unit, String text, int count, StackTraceElement place) {
    String name = unit.nameNow();
    SqlText sql = texts.of(text);
    Repeat shown = seen.repeat(sql, String.valueOf(Frames.describe(place)));
    if (shown == null) {
      shown = seen.add(first(sql, place, name));
    }
    KnownPlace learnt = new KnownPlace(unit.operation(), name, place, shown, System.nanoTime());
    places.add(text, learnt);
    if (shown != null && shown.claimLog()) {
      log(unit, name, count, shown);
    }
    return learnt;
  }

  /** To be called where the statement is executed: the stack is looked at. */
  private Repeat first(SqlText sql, StackTraceElement place, @Nullable String name) {
    boolean isLazy = LazyAssociation.isLoadedBy(place, new Throwable().getStackTrace());
    return new Repeat(
        sql, String.valueOf(Frames.describe(place)), callers.describeOuter(), name, isLazy);
  }

  private @Nullable Repeat found(UnitOfWork unit, String text, int count, KnownPlace known) {
    Repeat shown = known.shown();
    unit.cost().markRepeated(text, count, known.caller(), shown == null ? null : shown.repeats());
    counters.repeatedStatements().increment();
    if (shown != null) {
      shown.addRequest();
    }
    return shown;
  }

  /** Where and when a statement was executed just before it came to the threshold. */
  private static final class Seen {
    /** Null if it is trusted to be the known one. */
    private final @Nullable StackTraceElement place;

    private final long at;

    Seen(@Nullable StackTraceElement place, long at) {
      this.place = place;
      this.at = at;
    }
  }

  private void log(UnitOfWork unit, @Nullable String name, int count, Repeat repeat) {
    UnitOfWork.Kind kind = unit.kind();
    Log.warn(
            kind instanceof RequestKind
                ? "statement is being repeated in one request (N+1); fetch it once for all with a join or = ANY (?), or send it as a batch"
                : kind.label().equals("message")
                    ? "statement is being repeated in one message (N+1); fetch it once for all with a join or = ANY (?), or send it as a batch"
                    : "statement is being repeated in one job (N+1); fetch it once for all with a join or = ANY (?), or send it as a batch")
        .field("count", count)
        .field("statement_id", repeat.sql().id())
        .trusted("sql", repeat.sql().text())
        .field(kind.nameKey(), name)
        .field("trace_id", spans.traceId(unit))
        .field("span_id", spans.spanId(unit))
        .trusted("caller", repeat.caller())
        .trusted("called_from", repeat.outer().isEmpty() ? null : String.join(", ", repeat.outer()))
        .field("reason", repeat.reason())
        .write();
  }
}
