package io.tripmeter.signals.spans;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.tripmeter.boot.RequestCounters;
import io.tripmeter.boot.ThreadState;
import org.jspecify.annotations.Nullable;

/** The trace that this thread's request belongs to, for log lines. */
public final class CurrentTrace {
  private CurrentTrace() {}

  /** 32 hexadecimal digits, null outside of a request that has a span. */
  public static @Nullable String traceId() {
    Object span = currentSpan();
    return span == null ? null : context(span).getTraceId();
  }

  /** 16 hexadecimal digits, null outside of a request that has a span. */
  public static @Nullable String spanId() {
    Object span = currentSpan();
    return span == null ? null : context(span).getSpanId();
  }

  /** Without OpenTelemetry's types: they are not loaded before there is a span. */
  private static @Nullable Object currentSpan() {
    RequestCounters request = ThreadState.current().request();
    return request == null ? null : request.span();
  }

  private static SpanContext context(Object span) {
    return ((Span) span).getSpanContext();
  }
}
