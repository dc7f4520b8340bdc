package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.signals.spans.EarlyUnit;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.RequestKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A SERVER span for each request, by the semantic conventions of its protocol. */
final class RequestSpans {
  private static final TextMapGetter<Map<String, String>> EARLY_HEADERS =
      (headers, name) -> headers == null ? null : headers.get(name);

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Map<RequestKind, ExchangeHeaders> headers = new ConcurrentHashMap<>();

  RequestSpans(Tracer tracer, TextMapPropagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  Span start(UnitOfWork unit, Object exchange) {
    RequestKind kind = (RequestKind) unit.kind();
    // The root, not the current context: nothing is ever made current, so that no scope can leak
    // into a pool's thread.
    SpanBuilder builder =
        builder(unit, propagator.extract(Context.root(), exchange, headersOf(kind)));
    if (kind instanceof HttpServer) {
      HttpSpans.describe(builder, (HttpServer) kind, exchange);
    }
    return builder.startSpan();
  }

  Span start(EarlyUnit early) {
    Context parent = propagator.extract(Context.root(), early.headers(), EARLY_HEADERS);
    SpanBuilder builder =
        builder(early.unit, parent).setStartTimestamp(early.begin, TimeUnit.NANOSECONDS);
    HttpSpans.describe(builder, early);
    return builder.startSpan();
  }

  private SpanBuilder builder(UnitOfWork unit, Context parent) {
    boolean isHttp = unit.kind() instanceof HttpServer;
    SpanBuilder builder = tracer
        .spanBuilder(isHttp ? HttpSpans.name(unit.operation()) : RpcSpans.name(unit))
        .setParent(parent)
        .setSpanKind(SpanKind.SERVER);
    return isHttp ? HttpSpans.ask(builder, unit.operation()) : RpcSpans.ask(builder, unit);
  }

  private ExchangeHeaders headersOf(RequestKind server) {
    ExchangeHeaders known = headers.get(server);
    if (known == null) {
      known = new ExchangeHeaders(server);
      headers.put(server, known);
    }
    return known;
  }

  static void answer(Span span, UnitOfWork unit, int status) {
    if (unit.kind() instanceof HttpServer) {
      HttpSpans.answer(span, unit, status);
    } else {
      RpcSpans.answer(span, (RequestKind) unit.kind(), status);
    }
  }

  /** The status as an error's type, if it is one of the server's. */
  static @Nullable String faultOf(UnitOfWork unit, int status) {
    RequestKind kind = (RequestKind) unit.kind();
    return kind.isFault(status) ? kind.statusText(status) : null;
  }

  /** An exception is how an application of gRPC answers with any status, and no failure of its own. */
  static boolean isFine(UnitOfWork unit, @Nullable String fault) {
    return fault == null
        && unit.kind() instanceof RequestKind
        && !(unit.kind() instanceof HttpServer);
  }
}
