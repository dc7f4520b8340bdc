package io.tripmeter.signals.waterfall;

import io.tripmeter.boot.TripTrace;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.postgres.SqlTexts;
import org.jspecify.annotations.Nullable;

/** One round trip of a request, or its wait for a connection. Immutable; has no values. */
public final class TripSpan {
  private final long startNanos;
  private final long nanos;
  private final long linkNanos;
  private final String kind;
  private final String pool;
  private final @Nullable SqlText sql;

  private TripSpan(TripTrace trace, int index, long begin, @Nullable SqlText sql) {
    startNanos = trace.start(index) - begin;
    nanos = trace.end(index) - trace.start(index);
    linkNanos = Math.min(nanos, trace.linkNanos(index));
    kind = trace.kind(index);
    pool = trace.pool(index);
    this.sql = sql;
  }

  /** @param begin {@link System#nanoTime()} at the request's begin */
  static TripSpan of(TripTrace trace, int index, long begin, SqlTexts texts) {
    String text = trace.text(index);
    return new TripSpan(trace, index, begin, text == null ? null : texts.of(text));
  }

  /** Since the request's begin. */
  public long startNanos() {
    return startNanos;
  }

  /** From the flush to the first byte of the answer, or of the borrow. */
  public long nanos() {
    return nanos;
  }

  /** The link's part of {@link #nanos}: the pool's fastest round trip by the request's end. -1 for a wait, and if it is not known, as of no pool. */
  public long linkNanos() {
    return linkNanos;
  }

  /** The round trip's kind, or {@code wait}. */
  public String kind() {
    return kind;
  }

  public String pool() {
    return pool;
  }

  /** Null for what is no statement. */
  public @Nullable SqlText sql() {
    return sql;
  }
}
