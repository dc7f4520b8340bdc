package io.tripmeter.signals.spans.joined;

import io.tripmeter.reflect.ApiInterface;
import io.tripmeter.reflect.ApiMethod;
import org.jspecify.annotations.Nullable;

/**
 * What is called of spans, for one copy of OpenTelemetry's classes: its agent's, which are shaded, or an application's. The names end alike
 * in all of them. Of opentelemetry-sdk-trace 1.14 to 1.67.
 */
final class SpanApi {
  private static final String SPAN = ".api.trace.Span";
  private static final String READABLE_SPAN = ".sdk.trace.ReadableSpan";

  private static final ClassValue<SpanApi> BY_CLASS = new ClassValue<SpanApi>() {
    @Override
    protected SpanApi computeValue(Class<?> spanClass) {
      return new SpanApi(spanClass);
    }
  };

  private final ApiMethod current;
  private final ApiMethod isRecording;
  private final ApiMethod context;
  private final ApiMethod isValid;
  private final ApiMethod isRemote;
  private final ApiMethod traceId;
  private final ApiMethod spanId;
  private final ApiMethod kind;
  private final ApiMethod parent;
  final ApiMethod setLong;
  final ApiMethod setDouble;
  final ApiMethod setText;
  final ApiMethod setFlag;

  private SpanApi(Class<?> spanClass) {
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
    kind = ApiMethod.of(readable, "getKind");
    parent = ApiMethod.of(readable, "getParentSpanContext");
    setLong = ApiMethod.of(span, "setAttribute", String.class, long.class);
    setDouble = ApiMethod.of(span, "setAttribute", String.class, double.class);
    setText = ApiMethod.of(span, "setAttribute", String.class, String.class);
    setFlag = ApiMethod.of(span, "setAttribute", String.class, boolean.class);
  }

  static SpanApi of(Class<?> spanClass) {
    return BY_CLASS.get(spanClass);
  }

  /** The span that this thread works in; one without a valid context where there is none. */
  @Nullable
  Object current() throws Throwable {
    return current.call(this);
  }

  boolean isRecording(Object span) throws Throwable {
    return isRecording.isTrue(span);
  }

  /** {@code SERVER}, {@code CLIENT} and so on; empty for a span that does not record. */
  String kind(Object span) throws Throwable {
    return kind.exists() ? kind.text(span) : "";
  }

  /** Whether no other span of this process is its parent. */
  boolean isLocalRoot(Object span) throws Throwable {
    Object of = parent.call(span);
    return of == null || !isValid.isTrue(of) || isRemote.isTrue(of);
  }

  @Nullable
  String traceId(Object span) throws Throwable {
    return ofContext(traceId, span);
  }

  @Nullable
  String spanId(Object span) throws Throwable {
    return ofContext(spanId, span);
  }

  private @Nullable String ofContext(ApiMethod id, Object span) throws Throwable {
    Object of = context.call(span);
    return of != null && isValid.isTrue(of) ? id.text(of) : null;
  }
}
