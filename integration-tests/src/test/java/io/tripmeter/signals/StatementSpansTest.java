package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import io.tripmeter.testing.PostgresServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With {@code spans=statement} each statement is a CLIENT span below its request's. */
final class StatementSpansTest {
  private static final PostgresServer SERVER = SampleProgram.server();
  private static OtlpCollector collector;
  private static SampleProgram program;

  @BeforeAll
  static void start() {
    collector = OtlpCollector.start();
    program = SampleProgram.startWithSpans(
        SampleProgram.on(SERVER).property("tripmeter.spans", "statement"), collector);
  }

  @AfterAll
  static void end() {
    program.close();
    collector.close();
  }

  private static OtlpSpan statement(Trace trace) throws InterruptedException {
    return collector.await(
        span -> span.kind().equals("CLIENT") && span.traceId().equals(trace.id()),
        SampleProgram.PATIENCE);
  }

  @Test
  void aStatementIsAChildOfItsRequest() throws Exception {
    Trace trace = Trace.fresh();
    program.get("/api/ping", trace.header());
    OtlpSpan request = SampleProgram.serverSpan(collector, trace);
    OtlpSpan statement = statement(trace);
    assertEquals(request.spanId(), statement.parentSpanId());
    assertEquals("SELECT app", statement.name());
    assertEquals(
        Map.of(
            "db.system.name",
            "postgresql",
            "db.query.text",
            "select current_date",
            "db.namespace",
            "app",
            "server.address",
            SERVER.host(),
            "server.port",
            (long) SERVER.port(),
            "tripmeter.round_trips",
            1L),
        statement.attributes());
  }

  @Test
  void everyStatementOfARequestHasASpan() throws Exception {
    Trace trace = Trace.fresh();
    program.get("/api/tasks?style=chatty", trace.header());
    // In the order they end: the request's is the last of its trace.
    String request = SampleProgram.serverSpan(collector, trace).spanId();
    assertEquals(
        24,
        collector.spans().stream()
            .filter(span -> span.kind().equals("CLIENT") && span.parentSpanId().equals(request))
            .count());
  }

  @Test
  void aStatementThatFailsIsAnErrorWithItsSqlState() throws Exception {
    Trace trace = Trace.fresh();
    SERVER.execute("ALTER TABLE residence RENAME TO away");
    try {
      program.get("/api/residences", trace.header());
    } finally {
      SERVER.execute("ALTER TABLE away RENAME TO residence");
    }
    OtlpSpan failed = collector.await(
        span -> span.traceId().equals(trace.id())
            && span.kind().equals("CLIENT")
            && span.status().equals("ERROR"),
        SampleProgram.PATIENCE);
    assertEquals("42P01", failed.text("db.response.status_code"));
    assertEquals("42P01", failed.text("error.type"));
  }
}
