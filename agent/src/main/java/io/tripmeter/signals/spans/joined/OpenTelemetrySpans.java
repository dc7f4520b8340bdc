package io.tripmeter.signals.spans.joined;

import io.tripmeter.reflect.ApiInterface;
import io.tripmeter.reflect.ApiMethod;
import org.jspecify.annotations.Nullable;

/**
 * One copy of OpenTelemetry's classes: its agent's, which are shaded, or an application's. The names end alike in all of them. Of
 * opentelemetry-sdk-trace 1.14 to 1.67.
 */
final class OpenTelemetrySpans extends SpanApi {
  private static final String SPAN = ".api.trace.Span";
  private static final String READABLE_SPAN = ".sdk.trace.ReadableSpan";

  private final ApiMethod current;
  private final ApiMethod isRecording;
  private final ApiMethod context;
  private final ApiMethod isValid;
  private final ApiMethod isRemote;
  private final ApiMethod traceId;
  private final ApiMethod spanId;
  private final ApiMethod isSampled;
  private final ApiMethod kind;
  private final ApiMethod parent;
  private final ApiMethod setLong;
  private final ApiMethod setDouble;
  private final ApiMethod setText;
  private final ApiMethod setFlag;

  OpenTelemetrySpans(Class<?> spanClass) {
    Class<?> span = ApiInterface.of(spanClass, SPAN);
    Class<?> readable = ApiInterface.of(spanClass, READABLE_SPAN);
    current = ApiMethod.ofStatic(span, "current");
    isRecording = ApiMethod.of(span, "isRecording");
    context = ApiMethod.of(span, "getSpanContext");
    Class<?> contexts = context.resultType();
    isValid = ApiMethod.of(contexts, "isValid");
    isRemote = ApiMethod.of(contexts, "isRemote");
    traceId = ApiMethod.of(contexts, "getTraceId");
    spanId = ApiMethod.of(contexts, "getSpanId");
    isSampled = ApiMethod.of(contexts, "isSampled");
    kind = ApiMethod.of(readable, "getKind");
    parent = ApiMethod.of(readable, "getParentSpanContext");
    setLong = ApiMethod.of(span, "setAttribute", String.class, long.class);
    setDouble = ApiMethod.of(span, "setAttribute", String.class, double.class);
    setText = ApiMethod.of(span, "setAttribute", String.class, String.class);
    setFlag = ApiMethod.of(span, "setAttribute", String.class, boolean.class);
  }

  /** Where there is none, the API returns one without a valid context. */
  @Override
  @Nullable
  Object current() throws Throwable {
    Object span = current.call(this);
    Object of = span == null ? null : context.call(span);
    return of != null && isValid.isTrue(of) ? span : null;
  }

  @Override
  boolean isRecording(Object span) throws Throwable {
    return isRecording.isTrue(span);
  }

  /** Unknown for a span that does not record. */
  @Override
  String kind(Object span) throws Throwable {
    return kind.exists() ? kind.text(span) : UNKNOWN;
  }

  @Override
  boolean isLocalRoot(Object span) throws Throwable {
    Object of = parent.call(span);
    return of == null || !isValid.isTrue(of) || isRemote.isTrue(of);
  }

  @Override
  @Nullable
  String traceId(Object span) throws Throwable {
    return ofContext(traceId, span);
  }

  @Override
  @Nullable
  String spanId(Object span) throws Throwable {
    return ofContext(spanId, span);
  }

  @Override
  @Nullable
  String traceFlags(Object span) throws Throwable {
    Object of = context.call(span);
    return of == null ? null : isSampled.isTrue(of) ? "01" : "00";
  }

  private @Nullable String ofContext(ApiMethod id, Object span) throws Throwable {
    Object of = context.call(span);
    return of != null && isValid.isTrue(of) ? id.text(of) : null;
  }

  @Override
  void put(Object span, String key, Object value) throws Throwable {
    ApiMethod setter = value instanceof Long
        ? setLong
        : value instanceof Double ? setDouble : value instanceof Boolean ? setFlag : setText;
    setter.call(span, key, value);
  }
}
