package io.tripmeter.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/** On loopback, what Datadog's agent process and Elastic's APM server are to the agents in a JVM; keeps the spans that it gets. */
public final class TracesIntake implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper MESSAGE_PACK = new ObjectMapper(new MessagePackFactory());

  private final List<TakenSpan> spans = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "traces-intake");
    thread.setDaemon(true);
    return thread;
  });
  private final HttpServer server;

  private TracesIntake() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/info", exchange -> answer(exchange, 200, "{\"endpoints\":[\"/v0.4/traces\"]}"));
    server.createContext("/v0.4/traces", exchange -> {
      takeDatadogs(exchange);
      answer(exchange, 200, "{\"rate_by_service\":{}}");
    });
    server.createContext("/intake/v2/events", exchange -> {
      takeElastics(exchange);
      answer(exchange, 202, "{}");
    });
    server.createContext(
        "/",
        exchange -> answer(
            exchange,
            exchange.getRequestURI().getPath().equals("/") ? 200 : 404,
            "{\"version\":\"8.17.0\"}"));
    server.start();
  }

  public static TracesIntake start() {
    try {
      return new TracesIntake();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All so far, in order of arrival. */
  public List<TakenSpan> spans() {
    return List.copyOf(spans);
  }

  /** The servers' spans of requests so far. */
  public List<TakenSpan> requests() {
    return spans.stream().filter(TakenSpan::isRequest).toList();
  }

  private void takeDatadogs(HttpExchange exchange) throws IOException {
    for (JsonNode trace : MESSAGE_PACK.readTree(exchange.getRequestBody().readAllBytes())) {
      String high = trace.path(0).path("meta").path("_dd.p.tid").asText();
      trace.forEach(span -> spans.add(TakenSpan.ofDatadog(span, high)));
    }
  }

  /** A line each, from a request that lasts some time. */
  private void takeElastics(HttpExchange exchange) throws IOException {
    String events = new String(body(exchange).readAllBytes(), StandardCharsets.UTF_8);
    for (String line : events.split("\n")) {
      JsonNode event = line.isBlank() ? JSON.nullNode() : JSON.readTree(line);
      for (String kind : List.of("transaction", "span")) {
        if (event.has(kind)) {
          spans.add(TakenSpan.ofElastic(event.path(kind)));
        }
      }
    }
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    String encoding = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream raw = exchange.getRequestBody();
    return switch (encoding) {
      case "gzip" -> new GZIPInputStream(raw);
      case "deflate" -> new InflaterInputStream(raw);
      default -> raw;
    };
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
