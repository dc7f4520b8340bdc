package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.tripmeter.work.RequestKind;
import org.jspecify.annotations.Nullable;

/** A server's request headers, as propagators read them. */
final class ExchangeHeaders implements TextMapGetter<Object> {
  private final RequestKind server;

  ExchangeHeaders(RequestKind server) {
    this.server = server;
  }

  @Override
  public @Nullable String get(@Nullable Object exchange, String name) {
    try {
      return exchange == null ? null : server.header(exchange, name);
    } catch (Throwable unreadable) {
      // A request without a parent then.
      return null;
    }
  }
}
