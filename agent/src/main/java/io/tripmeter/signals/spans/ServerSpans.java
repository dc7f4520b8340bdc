package io.tripmeter.signals.spans;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import io.tripmeter.boot.RequestCounters;
import io.tripmeter.work.RequestObserver;
import io.tripmeter.work.Server;
import io.tripmeter.work.Servers;
import org.jspecify.annotations.Nullable;

/** A SERVER span for each request, by the semantic conventions for HTTP, with what the request has cost. */
final class ServerSpans implements RequestObserver {
  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final StatementNames names;
  private final int budget;
  private final ExchangeHeaders[] headers;

  /** @param budget round trips a request may cost; 0 for any number */
  ServerSpans(Tracer tracer, TextMapPropagator propagator, StatementNames names, int budget) {
    this.tracer = tracer;
    this.propagator = propagator;
    this.names = names;
    this.budget = budget;
    Server[] servers = Servers.all();
    headers = new ExchangeHeaders[servers.length];
    for (int i = 0; i < servers.length; i++) {
      headers[i] = new ExchangeHeaders(servers[i]);
    }
  }

  @Override
  public void began(RequestCounters request, Server server, Object exchange) {
    String method = HttpMethods.known(request.method());
    // The root, not the current context: nothing is ever made current, so that no scope can leak
    // into a pool's thread.
    Context parent = propagator.extract(Context.root(), exchange, headers[request.server()]);
    SpanBuilder builder = tracer
        .spanBuilder(spanName(method))
        .setParent(parent)
        .setSpanKind(SpanKind.SERVER)
        .setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method);
    if (HttpMethods.OTHER.equals(method)) {
      builder.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL, request.method());
    }
    describe(builder, server, exchange);
    request.setSpan(builder.startSpan());
  }

  private static void describe(SpanBuilder builder, Server server, Object exchange) {
    try {
      builder.setAttribute(UrlAttributes.URL_SCHEME, server.scheme(exchange));
      builder.setAttribute(UrlAttributes.URL_PATH, server.path(exchange));
    } catch (Throwable unreadable) {
      // The span is worth having without them.
    }
  }

  @Override
  public void ended(RequestCounters request, int status, @Nullable Throwable thrown, long nanos) {
    Span span = (Span) request.span();
    if (span == null) {
      return;
    }
    if (span.isRecording()) {
      String route = request.route();
      if (route != null) {
        span.updateName(spanName(HttpMethods.known(request.method())) + " " + route);
        span.setAttribute(HttpAttributes.HTTP_ROUTE, route);
      }
      answer(span, status, thrown);
      TripAttributes.set(span, request, names, budget);
    }
    span.end();
  }

  /** An exception's message may quote anything, so only its class is told. */
  private static void answer(Span span, int status, @Nullable Throwable thrown) {
    if (status > 0) {
      span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
    }
    if (thrown != null || status >= 500) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(
          ErrorAttributes.ERROR_TYPE,
          thrown != null ? thrown.getClass().getName() : Integer.toString(status));
    }
  }

  private static String spanName(String method) {
    return method.equals(HttpMethods.OTHER) ? "HTTP" : method;
  }
}
