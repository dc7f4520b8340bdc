package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.signals.spans.EarlyUnit;
import io.tripmeter.work.HttpServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A SERVER span for each request, by the semantic conventions for HTTP. */
final class HttpSpans {
  private static final TextMapGetter<Map<String, String>> EARLY_HEADERS =
      (headers, name) -> headers == null ? null : headers.get(name);

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Map<HttpServer, ExchangeHeaders> headers = new ConcurrentHashMap<>();

  HttpSpans(Tracer tracer, TextMapPropagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  Span start(HttpServer server, @Nullable String asSent, Object exchange) {
    // The root, not the current context: nothing is ever made current, so that no scope can leak
    // into a pool's thread.
    SpanBuilder builder =
        builder(asSent, propagator.extract(Context.root(), exchange, headersOf(server)));
    describe(builder, server, exchange);
    return builder.startSpan();
  }

  Span start(EarlyUnit early) {
    Context parent = propagator.extract(Context.root(), early.headers(), EARLY_HEADERS);
    SpanBuilder builder = builder(early.unit.operation(), parent)
        .setStartTimestamp(early.begin, TimeUnit.NANOSECONDS);
    if (early.path() != null) {
      builder.setAttribute(UrlAttributes.URL_SCHEME, early.scheme());
      builder.setAttribute(UrlAttributes.URL_PATH, early.path());
    }
    return builder.startSpan();
  }

  private SpanBuilder builder(@Nullable String asSent, Context parent) {
    String method = HttpMethods.known(asSent);
    SpanBuilder builder = tracer
        .spanBuilder(spanName(method))
        .setParent(parent)
        .setSpanKind(SpanKind.SERVER)
        .setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method);
    if (HttpMethods.OTHER.equals(method)) {
      builder.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL, asSent);
    }
    return builder;
  }

  private ExchangeHeaders headersOf(HttpServer server) {
    ExchangeHeaders known = headers.get(server);
    if (known == null) {
      known = new ExchangeHeaders(server);
      headers.put(server, known);
    }
    return known;
  }

  private static void describe(SpanBuilder builder, HttpServer server, Object exchange) {
    try {
      builder.setAttribute(UrlAttributes.URL_SCHEME, server.scheme(exchange));
      builder.setAttribute(UrlAttributes.URL_PATH, server.path(exchange));
    } catch (Throwable unreadable) {
      // The span is worth having without them.
    }
  }

  static void answer(Span span, UnitOfWork request, int status) {
    String route = request.name();
    if (route != null) {
      span.updateName(spanName(HttpMethods.known(request.operation())) + " " + route);
      span.setAttribute(HttpAttributes.HTTP_ROUTE, route);
    }
    if (status > 0) {
      span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
    }
  }

  private static String spanName(String method) {
    return method.equals(HttpMethods.OTHER) ? "HTTP" : method;
  }
}
