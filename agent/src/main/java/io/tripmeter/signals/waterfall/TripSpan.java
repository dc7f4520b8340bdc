package io.tripmeter.signals.waterfall;

import io.tripmeter.boot.TripTrace;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.postgres.SqlTexts;
import org.jspecify.annotations.Nullable;

/** One round trip of a request, or its wait for a connection. Immutable; has no values. */
public final class TripSpan {
  private final long startNanos;
  private final long nanos;
  private final String kind;
  private final String pool;
  private final @Nullable SqlText sql;

  private TripSpan(long startNanos, long nanos, String kind, String pool, @Nullable SqlText sql) {
    this.startNanos = startNanos;
    this.nanos = nanos;
    this.kind = kind;
    this.pool = pool;
    this.sql = sql;
  }

  /** @param begin {@link System#nanoTime()} at the request's begin */
  static TripSpan of(TripTrace trace, int index, long begin, SqlTexts texts) {
    String text = trace.text(index);
    return new TripSpan(
        trace.start(index) - begin,
        trace.end(index) - trace.start(index),
        trace.kind(index),
        trace.pool(index),
        text == null ? null : texts.of(text));
  }

  /** Since the request's begin. */
  public long startNanos() {
    return startNanos;
  }

  /** From the flush to the first byte of the answer, or of the borrow. */
  public long nanos() {
    return nanos;
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
