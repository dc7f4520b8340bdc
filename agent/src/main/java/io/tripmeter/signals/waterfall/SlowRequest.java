package io.tripmeter.signals.waterfall;

import io.tripmeter.boot.TripTrace;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.postgres.SqlTexts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that was slow, with its round trips. Immutable; holds no object of the application. */
public final class SlowRequest {
  private static final int LONGEST_SQL = 300;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long time;
  private final String name;
  private final long nanos;
  private final int roundTrips;
  private final @Nullable String traceId;
  private final List<TripSpan> spans;
  private final int leftOut;

  SlowRequest(UnitOfWork unit, TripTrace trace, long nanos, @Nullable String traceId) {
    time = System.currentTimeMillis() - nanos / NANOS_PER_MILLI;
    name = name(unit.operation(), unit.name());
    this.nanos = nanos;
    this.traceId = traceId;
    roundTrips = unit.cost().roundTrips();
    leftOut = trace.leftOut();
    // Of this request alone: it keeps statements with their values.
    SqlTexts texts = new SqlTexts(LONGEST_SQL);
    List<TripSpan> all = new ArrayList<>(trace.size());
    for (int i = 0; i < trace.size(); i++) {
      all.add(TripSpan.of(trace, i, unit.start(), texts));
    }
    all.sort(Comparator.comparingLong(TripSpan::startNanos));
    spans = Collections.unmodifiableList(all);
  }

  private static String name(@Nullable String operation, @Nullable String name) {
    String known = name == null ? "unknown" : name;
    return operation == null ? known : operation + ' ' + known;
  }

  /** Of its begin, in milliseconds since 1970. */
  public long time() {
    return time;
  }

  /** {@code GET /orders/{id}}. */
  public String name() {
    return name;
  }

  public long nanos() {
    return nanos;
  }

  /** As its metrics have it: without those that opened a connection. */
  public int roundTrips() {
    return roundTrips;
  }

  /** Null if it has no span. */
  public @Nullable String traceId() {
    return traceId;
  }

  /** In the order of their begins; a wait comes before the round trips in it. */
  public List<TripSpan> spans() {
    return spans;
  }

  /** Round trips and waits that are not among {@link #spans}. */
  public int leftOut() {
    return leftOut;
  }
}
