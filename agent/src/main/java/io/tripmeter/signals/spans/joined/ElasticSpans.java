package io.tripmeter.signals.spans.joined;

import io.tripmeter.reflect.ApiMethod;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of Elastic's agent; its spans are never written to, because it merges those of like statements. What is called is what its
 * public API calls, which is in the process only where the application has brought it. Of 1.55.
 */
final class ElasticSpans extends SpanApi {
  private static final String TRACER = "co.elastic.apm.agent.tracer.GlobalTracer";

  private final boolean isTransaction;
  private final ApiMethod tracer;
  private final ApiMethod current;
  private final ApiMethod isFinished;
  private final ApiMethod isSampled;
  private final ApiMethod type;
  private final ApiMethod context;
  private final ApiMethod request;
  private final ApiMethod hasRequest;
  private final ApiMethod traceContext;
  private final ApiMethod traceId;
  private final ApiMethod spanId;
  private final ApiMethod setNumber;
  private final ApiMethod setText;
  private final ApiMethod setFlag;

  ElasticSpans(Class<?> spanClass) {
    isTransaction = spanClass.getSimpleName().startsWith("Transaction");
    tracer = ApiMethod.ofStatic(besides(spanClass, TRACER), "get");
    current = ApiMethod.of(tracer.resultType(), "currentTransaction");
    isFinished = ApiMethod.of(spanClass, "isFinished");
    isSampled = ApiMethod.of(spanClass, "isSampled");
    type = ApiMethod.of(spanClass, "getType");
    context = ApiMethod.of(spanClass, "getContext");
    request = ApiMethod.of(context.resultType(), "getRequest");
    hasRequest = ApiMethod.of(request.resultType(), "hasContent");
    traceContext = ApiMethod.of(spanClass, "getTraceContext");
    traceId = ApiMethod.of(traceContext.resultType(), "getTraceId");
    spanId = ApiMethod.of(traceContext.resultType(), "getId");
    setNumber = ApiMethod.of(spanClass, "addLabel", String.class, Number.class);
    setText = ApiMethod.of(spanClass, "addLabel", String.class, String.class);
    setFlag = ApiMethod.of(spanClass, "addLabel", String.class, Boolean.class);
  }

  private static @Nullable Class<?> besides(Class<?> spanClass, String name) {
    try {
      return Class.forName(name, false, spanClass.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  @Override
  @Nullable
  Object current() throws Throwable {
    Object global = tracer.call(this);
    return global == null ? null : current.call(global);
  }

  @Override
  boolean isRecording(Object span) throws Throwable {
    return !isFinished.isTrue(span) && isSampled.isTrue(span);
  }

  /** Servlets' transactions have a type only at their end, but a request from the beginning on. */
  @Override
  String kind(Object span) throws Throwable {
    if (!isTransaction) {
      return "INTERNAL";
    }
    String named = type.text(span);
    Object of = context.call(span);
    Object content = of == null ? null : request.call(of);
    return named.equals("request") || (content != null && hasRequest.isTrue(content))
        ? SERVER
        : UNKNOWN;
  }

  @Override
  boolean isLocalRoot(Object span) {
    return isTransaction;
  }

  @Override
  @Nullable
  String traceId(Object span) throws Throwable {
    return id(traceId, span);
  }

  @Override
  @Nullable
  String spanId(Object span) throws Throwable {
    return id(spanId, span);
  }

  private @Nullable String id(ApiMethod id, Object span) throws Throwable {
    Object of = traceContext.call(span);
    return of == null ? null : id.text(of);
  }

  @Override
  void put(Object span, String key, Object value) throws Throwable {
    ApiMethod setter =
        value instanceof Number ? setNumber : value instanceof Boolean ? setFlag : setText;
    setter.call(span, key, value);
  }

  /** From a pool of objects. */
  @Override
  boolean usesSpansAgain() {
    return true;
  }
}
