package io.tripmeter.signals.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.boot.WorkCalls;
import io.tripmeter.boot.WorkHooks;
import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.postgres.Databases;
import io.tripmeter.signals.spans.joined.ExistingSpans;
import io.tripmeter.signals.spans.sdk.OwnSdk;
import io.tripmeter.work.ForeignHandler;
import io.tripmeter.work.UnitsOfWork;
import io.tripmeter.work.WorkKind;
import io.tripmeter.work.jdk.JdkHttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final StatementNames NAMES = sql -> sql.replaceAll("'[^']*'", "?");

  private final CapturedLog log = CapturedLog.start();
  private final AtomicReference<String> traceId = new AtomicReference<>();
  private HttpServer server;
  private volatile @Nullable Tracing tracing;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/tasks", ForeignHandler.of(this::answer));
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    WorkHooks.set(new UnitsOfWork(new WorkKind[0]));
    log.close();
  }

  /** What the advice does around a handler. */
  private void answer(HttpExchange exchange) throws IOException {
    UnitOfWork request = WorkCalls.enter(0, exchange);
    try {
      Tracing spans = tracing;
      traceId.set(request == null || spans == null ? null : spans.traceId(request));
      if (request != null) {
        request.cost().markRepeated("select 'secret'", 7, "Tasks.list:42", null);
      }
      if (spans != null && spans.wantsStatements()) {
        spans.executed(
            "select 'secret'", 1_000, 1, 1, new SQLException("secret", "23505"), PoolStats.NONE);
      }
      exchange.sendResponseHeaders(
          exchange.getRequestURI().getPath().endsWith("broken") ? 500 : 200, -1);
      exchange.close();
    } finally {
      WorkCalls.exit(0, request, exchange, null, null);
    }
  }

  @Test
  void aRequestIsAServerSpanWithItsRouteAndItsCost() throws Exception {
    try (Collector collector = new Collector(200)) {
      start("otlp.endpoint=" + collector.endpoint());
      get("/tasks/17?token=secret", Map.of());

      String received = collector.awaitBodyWith("GET /tasks");
      for (String part : List.of(
          "http.route",
          "http.request.method",
          "http.response.status_code",
          "url.scheme",
          "/tasks/17",
          "tripmeter.round_trips",
          "tripmeter.statements",
          "tripmeter.database.time_ms",
          "tripmeter.connection.wait_ms",
          "tripmeter.repeated.statement",
          "select ?",
          "Tasks.list:42",
          "io.tripmeter",
          "checkout")) {
        assertTrue(received.contains(part), part);
      }
      assertFalse(received.contains("secret"));
      assertFalse(received.contains("tripmeter.round_trips."));
      assertFalse(received.contains("db.query.text"));
      assertFalse(received.contains("error.type"));
    }
  }

  @Test
  void aTraceparentIsContinued() throws Exception {
    try (Collector collector = new Collector(200)) {
      start("otlp.endpoint=" + collector.endpoint());
      get("/tasks", Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));

      assertEquals(TRACE, traceId.get());
      collector.awaitBodyWith(
          new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void aRequestThatEndsBeforeTheSdkIsReadyHasItsSpan() throws Exception {
    try (Collector collector = new Collector(200)) {
      Tracing notYet = make("otlp.endpoint=" + collector.endpoint());
      get("/tasks/early", Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
      get("/tasks/broken", Map.of());
      notYet.startNow();

      String received = collector.awaitBodyWith("/tasks/broken");
      for (String part : List.of(
          "/tasks/early",
          new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1),
          "GET /tasks",
          "http.response.status_code",
          "error.type",
          "tripmeter.round_trips",
          "Tasks.list:42")) {
        assertTrue(received.contains(part), part);
      }
    }
  }

  @Test
  void aTraceThatIsNotSampledIsNotExportedButKeepsItsId() throws Exception {
    try (Collector collector = new Collector(200)) {
      start("otlp.endpoint=" + collector.endpoint());
      get("/tasks", Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-00"));
      assertEquals(TRACE, traceId.get());
      get("/tasks/sampled", Map.of());

      String received = collector.awaitBodyWith("/tasks/sampled");
      assertFalse(received.contains(
          new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1)));
    }
  }

  @Test
  void aServerErrorIsAnError() throws Exception {
    try (Collector collector = new Collector(200)) {
      start("otlp.endpoint=" + collector.endpoint());
      get("/tasks/broken", Map.of());

      assertTrue(collector.awaitBodyWith("/tasks/broken").contains("error.type"));
    }
  }

  @Test
  void statementsHaveSpansIfAskedFor() throws Exception {
    try (Collector collector = new Collector(200)) {
      start("spans=statement,otlp.endpoint=" + collector.endpoint());
      get("/tasks", Map.of());

      String received = collector.awaitBodyWith("db.query.text");
      for (String part :
          List.of("SELECT", "postgresql", "select ?", "db.response.status_code", "23505")) {
        assertTrue(received.contains(part), part);
      }
      assertFalse(received.contains("secret"));
    }
  }

  @Test
  void withoutAnEndpointNothingIsMade() throws Exception {
    start("");
    get("/tasks", Map.of());

    assertNull(traceId.get());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void whoHasAskedForSpansIsToldOnceWhyThereAreNone() throws Exception {
    start("spans=statement");
    get("/tasks", Map.of());
    get("/tasks", Map.of());

    assertNull(traceId.get());
    assertEquals(
        List.of("tripmeter: info: no spans reason=\"otlp.endpoint is not set\""), log.lines());
  }

  @Test
  void spansMayBeOff() throws Exception {
    start("spans=off,otlp.endpoint=http://127.0.0.1:9");
    get("/tasks", Map.of());

    assertNull(traceId.get());
    assertEquals(List.of(), log.lines());
  }

  private void start(String arguments) {
    make(arguments).startNow();
  }

  private Tracing make(String arguments) {
    String service =
        arguments.isEmpty() ? "service-name=checkout" : arguments + ",service-name=checkout";
    Settings settings = Configuration.ofArguments(service);
    Tracing made = new Tracing(
        settings,
        new OwnSdk(settings, NAMES, Databases.UNKNOWN),
        new ExistingSpans(NAMES, settings));
    tracing = made;
    WorkHooks.set(new UnitsOfWork(new WorkKind[] {new JdkHttpServer()}, made));
    return made;
  }

  private void get(String path, Map<String, String> headers) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path)
            .toURL()
            .openConnection();
    headers.forEach(connection::setRequestProperty);
    connection.getResponseCode();
    connection.disconnect();
  }
}
