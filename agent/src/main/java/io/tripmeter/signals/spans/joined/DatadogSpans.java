package io.tripmeter.signals.spans.joined;

import io.tripmeter.reflect.ApiMethod;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Spans of Datadog's agent. What is called of them is in its bootstrap classes, which its own instrumentations call. Of 1.68. */
final class DatadogSpans extends SpanApi {
  static final String API = "datadog.trace.bootstrap.instrumentation.api.AgentSpan";

  private final ApiMethod current;
  private final ApiMethod root;
  private final ApiMethod duration;
  private final ApiMethod tag;
  private final ApiMethod traceId;
  private final ApiMethod high;
  private final ApiMethod hexadecimal;
  private final ApiMethod spanId;
  private final ApiMethod setNumber;
  private final ApiMethod setText;
  private final ApiMethod setFlag;

  DatadogSpans(Class<?> spanClass) {
    Class<?> span = bootstrap(API);
    current = ApiMethod.ofStatic(
        bootstrap("datadog.trace.bootstrap.instrumentation.api.AgentTracer"), "activeSpan");
    root = ApiMethod.of(span, "getLocalRootSpan");
    duration = ApiMethod.of(span, "getDurationNano");
    tag = ApiMethod.of(span, "getTag", String.class);
    traceId = ApiMethod.of(span, "getTraceId");
    high = ApiMethod.of(traceId.resultType(), "toHighOrderLong");
    hexadecimal = ApiMethod.of(traceId.resultType(), "toHexString");
    spanId = ApiMethod.of(span, "getSpanId");
    setNumber = ApiMethod.of(span, "setTag", String.class, Number.class);
    setText = ApiMethod.of(span, "setTag", String.class, String.class);
    setFlag = ApiMethod.of(span, "setTag", String.class, boolean.class);
  }

  private static @Nullable Class<?> bootstrap(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  @Override
  @Nullable
  Object current() throws Throwable {
    Object active = current.call(this);
    Object first = active == null ? null : root.call(active);
    // A thread for which tracing is muted has one without an id.
    return first == null || Long.valueOf(0).equals(spanId.call(first)) ? null : first;
  }

  /** A span that is not sampled is reported too: Datadog's statistics are made of them. */
  @Override
  boolean isRecording(Object span) throws Throwable {
    return Long.valueOf(0).equals(duration.call(span));
  }

  @Override
  String kind(Object span) throws Throwable {
    Object kind = tag.call(span, "span.kind");
    return kind == null ? UNKNOWN : kind.toString().toUpperCase(Locale.ROOT);
  }

  @Override
  boolean isLocalRoot(Object span) throws Throwable {
    return root.call(span) == span;
  }

  /** Hexadecimal if it has 128 bits, else decimal. */
  @Override
  @Nullable
  String traceId(Object span) throws Throwable {
    Object id = traceId.call(span);
    if (id == null) {
      return null;
    }
    return Long.valueOf(0).equals(high.call(id)) ? id.toString() : hexadecimal.text(id);
  }

  /** Decimal. */
  @Override
  @Nullable
  String spanId(Object span) throws Throwable {
    Object id = spanId.call(span);
    return id instanceof Long ? Long.toUnsignedString((Long) id) : null;
  }

  @Override
  void put(Object span, String key, Object value) throws Throwable {
    ApiMethod setter =
        value instanceof Number ? setNumber : value instanceof Boolean ? setFlag : setText;
    setter.call(span, key, value);
  }
}
