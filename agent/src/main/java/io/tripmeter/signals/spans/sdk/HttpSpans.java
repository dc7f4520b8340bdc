package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.signals.spans.EarlyUnit;
import io.tripmeter.work.HttpServer;
import org.jspecify.annotations.Nullable;

/** What the semantic conventions for HTTP say of a request. */
final class HttpSpans {
  private HttpSpans() {}

  /** @param asSent the method */
  static String name(@Nullable String asSent) {
    String method = HttpMethods.known(asSent);
    return method.equals(HttpMethods.OTHER) ? "HTTP" : method;
  }

  static SpanBuilder ask(SpanBuilder builder, @Nullable String asSent) {
    String method = HttpMethods.known(asSent);
    builder.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method);
    if (HttpMethods.OTHER.equals(method)) {
      builder.setAttribute(HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL, asSent);
    }
    return builder;
  }

  static void describe(SpanBuilder builder, HttpServer server, Object exchange) {
    try {
      builder.setAttribute(UrlAttributes.URL_SCHEME, server.scheme(exchange));
      builder.setAttribute(UrlAttributes.URL_PATH, server.path(exchange));
    } catch (Throwable unreadable) {
      // The span is worth having without them.
    }
  }

  static void describe(SpanBuilder builder, EarlyUnit early) {
    if (early.path() != null) {
      builder.setAttribute(UrlAttributes.URL_SCHEME, early.scheme());
      builder.setAttribute(UrlAttributes.URL_PATH, early.path());
    }
  }

  static void answer(Span span, UnitOfWork request, int status) {
    String route = request.name();
    if (route != null) {
      span.updateName(name(request.operation()) + " " + route);
      span.setAttribute(HttpAttributes.HTTP_ROUTE, route);
    }
    if (status > 0) {
      span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
    }
  }
}
