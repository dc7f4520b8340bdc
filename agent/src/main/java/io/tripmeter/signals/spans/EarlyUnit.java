package io.tripmeter.signals.spans;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.RequestKind;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A unit of work that began before anything could make its span, with all that the span will need. Times are in nanoseconds since 1970. */
public final class EarlyUnit {
  /** The headers that the propagators of the SDK may ask for. */
  private static final String[] HEADERS = {
    "traceparent",
    "tracestate",
    "baggage",
    "b3",
    "X-B3-TraceId",
    "X-B3-SpanId",
    "X-B3-Sampled",
    "X-B3-Flags",
    "uber-trace-id",
    "ot-tracer-traceid",
    "ot-tracer-spanid",
    "ot-tracer-sampled"
  };

  public final UnitOfWork unit;
  public final long begin = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  private final Map<String, String> headers = new HashMap<>();
  private @Nullable String scheme;
  private @Nullable String path;
  private long end;
  private int status;
  private @Nullable Throwable failure;

  EarlyUnit(UnitOfWork unit, Object subject) {
    this.unit = unit;
    unit.keep();
    if (unit.kind() instanceof RequestKind) {
      read((RequestKind) unit.kind(), subject);
    }
  }

  private void read(RequestKind server, Object exchange) {
    try {
      if (server instanceof HttpServer) {
        scheme = ((HttpServer) server).scheme(exchange);
        path = ((HttpServer) server).path(exchange);
      }
      for (String name : HEADERS) {
        String value = server.header(exchange, name);
        if (value != null) {
          headers.put(name, value);
        }
      }
    } catch (Throwable unreadable) {
      // The span is worth having without them.
    }
  }

  void end(int sent, @Nullable Throwable thrown) {
    end = begin + (System.nanoTime() - unit.start());
    status = sent;
    failure = thrown;
  }

  /** Those of the request that say which trace it belongs to. */
  public Map<String, String> headers() {
    return headers;
  }

  public @Nullable String scheme() {
    return scheme;
  }

  public @Nullable String path() {
    return path;
  }

  public long end() {
    return end;
  }

  public int status() {
    return status;
  }

  public @Nullable Throwable failure() {
    return failure;
  }
}
