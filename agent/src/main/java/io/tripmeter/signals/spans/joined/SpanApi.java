package io.tripmeter.signals.spans.joined;

import org.jspecify.annotations.Nullable;

/**
 * What is called of the spans of one tracer in this process, by method handles. A span is one that {@link #of} has this for. Whatever of it
 * a version does not have, does nothing.
 */
abstract class SpanApi {
  static final String SERVER = "SERVER";
  static final String CLIENT = "CLIENT";
  static final String PRODUCER = "PRODUCER";

  /** A tracer may say only later what a span is. */
  static final String UNKNOWN = "";

  private static final ClassValue<SpanApi> BY_CLASS = new ClassValue<SpanApi>() {
    @Override
    protected SpanApi computeValue(Class<?> spanClass) {
      String name = spanClass.getName();
      return name.startsWith("datadog.")
          ? new DatadogSpans(spanClass)
          : name.startsWith("co.elastic.apm.")
              ? new ElasticSpans(spanClass)
              : new OpenTelemetrySpans(spanClass);
    }
  };

  /** Keeps no class loader alive. */
  static SpanApi of(Class<?> spanClass) {
    return BY_CLASS.get(spanClass);
  }

  /** The span that this thread works in, or the one that its trace began with in this process; null if there is none. */
  @Nullable
  abstract Object current() throws Throwable;

  /** Whether it has not ended, and will be reported. */
  abstract boolean isRecording(Object span) throws Throwable;

  /** {@link #SERVER}, {@link #CLIENT} and so on, or {@link #UNKNOWN}. */
  abstract String kind(Object span) throws Throwable;

  /** Whether no other span of this process is its parent. */
  abstract boolean isLocalRoot(Object span) throws Throwable;

  /** As the tracer writes it into logs; null if the span has none. */
  @Nullable
  abstract String traceId(Object span) throws Throwable;

  /** As the tracer writes it into logs; null if the span has none. */
  @Nullable
  abstract String spanId(Object span) throws Throwable;

  /**
   * W3C's trace-flags, 2 hexadecimal digits: bit 0 for sampled, and bit 1 for a random id as newer SDKs have it. Null if its ids are not those of
   * W3C's traceparent.
   */
  @Nullable
  String traceFlags(Object span) throws Throwable {
    return null;
  }

  /** @param value a Long, Double, String or Boolean */
  abstract void put(Object span, String key, Object value) throws Throwable;

  /** Whether the object becomes another span some time after it has ended. */
  boolean usesSpansAgain() {
    return false;
  }
}
