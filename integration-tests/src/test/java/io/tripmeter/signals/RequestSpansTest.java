package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import io.tripmeter.testing.PostgresServer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A request is one SERVER span that says what it cost. */
@Tag("core")
final class RequestSpansTest {
  private static final Set<String> TIMES =
      Set.of("tripmeter.database.time_ms", "tripmeter.connection.wait_ms");
  private static final String ITEMS =
      "{'items':[{'product':'a','quantity':1,'unitPriceCents':1},{'product':'b','quantity':1,'unitPriceCents':1},"
          + "{'product':'c','quantity':1,'unitPriceCents':1}]}";

  private static final PostgresServer SERVER = SampleProgram.server();
  private static OtlpCollector collector;
  private static SampleProgram program;

  @BeforeAll
  static void start() {
    collector = OtlpCollector.start();
    program = SampleProgram.startWithSpans(
        SampleProgram.on(SERVER).property("tripmeter.request.budget", "10"), collector);
  }

  @AfterAll
  static void end() {
    program.close();
    collector.close();
  }

  private static OtlpSpan get(String path) throws InterruptedException {
    Trace trace = Trace.fresh();
    program.get(path, trace.header());
    return SampleProgram.serverSpan(collector, trace);
  }

  private static OtlpSpan order(String style) throws InterruptedException {
    Trace trace = Trace.fresh();
    String json = ITEMS.replace('\'', '"');
    assertEquals(201, program.post("/api/orders?style=" + style, json, trace.header()));
    return SampleProgram.serverSpan(collector, trace);
  }

  /** Times are positive numbers, and nothing more is said of them. */
  private static Map<String, Object> withoutTimes(OtlpSpan span) {
    Map<String, Object> attributes = new TreeMap<>(span.attributes());
    for (String time : TIMES) {
      Object value = attributes.remove(time);
      assertTrue(value instanceof Double millis && millis >= 0, span::toString);
    }
    return attributes;
  }

  private static Map<String, Object> attributes(Object... pairs) {
    Map<String, Object> attributes = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.put((String) pairs[i], pairs[i + 1]);
    }
    return attributes;
  }

  @Test
  void aSparseRequestHasTheAttributesThatEveryRequestHas() throws Exception {
    OtlpSpan span = get("/api/ping?token=not-shown");
    assertEquals("GET /api/ping", span.name());
    assertEquals("UNSET", span.status());
    assertEquals("signals", span.resource().get("service.name"));
    assertEquals(
        attributes(
            "http.request.method",
            "GET",
            "http.route",
            "/api/ping",
            "http.response.status_code",
            200L,
            "url.scheme",
            "http",
            "url.path",
            "/api/ping",
            "tripmeter.round_trips",
            1L,
            "tripmeter.round_trips.query",
            1L,
            "tripmeter.statements",
            1L),
        withoutTimes(span));
  }

  @Test
  void aChattyRequestSaysWhatItRepeatsAndThatItIsOverItsBudget() throws Exception {
    Map<String, Object> attributes = withoutTimes(get("/api/tasks?style=chatty"));
    String caller = (String) attributes.remove("tripmeter.repeated.caller");
    assertTrue(
        caller.startsWith("io.tripmeter.sample.CompletionRepository.of(CompletionRepository.java:"),
        caller);
    assertEquals(
        attributes(
            "http.request.method",
            "GET",
            "http.route",
            "/api/tasks",
            "http.response.status_code",
            200L,
            "url.scheme",
            "http",
            "url.path",
            "/api/tasks",
            "tripmeter.round_trips",
            24L,
            "tripmeter.round_trips.query",
            24L,
            "tripmeter.statements",
            24L,
            "tripmeter.repeated.statement",
            "select id, task_id, done_on, note from completion where task_id = ? order by done_on, id",
            "tripmeter.repeated.count",
            20L,
            "tripmeter.over_budget",
            true),
        attributes);
  }

  @Test
  void aBatchIsOneRoundTripAndAsManyStatementsAsItHolds() throws Exception {
    OtlpSpan loop = order("loop");
    OtlpSpan batch = order("batch");
    assertEquals(5, loop.number("tripmeter.statements"));
    assertEquals(5, loop.number("tripmeter.round_trips.query"));
    assertEquals(1, loop.number("tripmeter.round_trips.commit"));
    assertEquals(6, loop.number("tripmeter.round_trips"));
    assertEquals(5, batch.number("tripmeter.statements"));
    assertEquals(3, batch.number("tripmeter.round_trips.query"));
    assertEquals(1, batch.number("tripmeter.round_trips.commit"));
    assertEquals(4, batch.number("tripmeter.round_trips"));
  }

  @Test
  void theCallersTraceIsContinued() throws Exception {
    Trace trace = Trace.fresh();
    program.get("/api/ping", trace.header());
    OtlpSpan span = SampleProgram.serverSpan(collector, trace);
    assertEquals(trace.parentId(), span.parentSpanId());
    assertFalse(span.spanId().equals(trace.parentId()));
  }

  @Test
  void aRequestWithoutATraceBeginsOne() throws Exception {
    OtlpSpan span =
        collector.await(each -> each.text("url.path").equals("/health"), SampleProgram.PATIENCE);
    assertEquals("", span.parentSpanId());
    assertEquals(32, span.traceId().length());
  }

  @Test
  void theRouteIsTheMappingAndNotThePath() throws Exception {
    OtlpSpan span = get("/api/tasks/7");
    assertEquals("GET /api/tasks/*", span.name());
    assertEquals("/api/tasks/*", span.text("http.route"));
    assertEquals("/api/tasks/7", span.text("url.path"));
  }

  @Test
  void anAnswerThatIsTheCallersFaultIsNoError() throws Exception {
    OtlpSpan span = get("/api/tasks/999999");
    assertEquals(404, span.number("http.response.status_code"));
    assertEquals("UNSET", span.status());
    assertEquals("", span.text("error.type"));
  }

  @Test
  void anAnswerThatIsTheServersFaultIsAnError() throws Exception {
    SERVER.execute("ALTER TABLE contractor RENAME TO away");
    try {
      OtlpSpan span = get("/api/contractors");
      assertEquals(500, span.number("http.response.status_code"));
      assertEquals("ERROR", span.status());
      assertEquals("500", span.text("error.type"));
    } finally {
      SERVER.execute("ALTER TABLE away RENAME TO contractor");
    }
  }

  @Test
  void statementsHaveNoSpansUnlessAskedFor() throws Exception {
    get("/api/ping");
    assertTrue(
        collector.spans().stream().allMatch(span -> span.kind().equals("SERVER")),
        () -> collector.spans().toString());
  }
}
