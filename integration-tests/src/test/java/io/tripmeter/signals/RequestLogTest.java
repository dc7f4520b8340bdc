package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is logged about requests, on the sample application over a link that makes every statement slow. */
final class RequestLogTest {
  private static final PostgresServer SERVER = SampleProgram.server();
  private static OtlpCollector collector;
  private static Link link;
  private static SampleProgram program;

  @BeforeAll
  static void start() {
    collector = OtlpCollector.start();
    link = Link.to(SERVER).roundTrip(Duration.ofMillis(20)).open();
    program = SampleProgram.startWithSpans(
        SampleProgram.on(SERVER, SERVER.url(link))
            .property("tripmeter.slow-query.threshold", "5ms")
            .property("tripmeter.request.budget", "10"),
        collector);
  }

  @AfterAll
  static void end() {
    program.close();
    link.close();
    collector.close();
  }

  @Test
  void aRepeatedStatementIsReportedOnceWithTheClassAndMethodThatRepeatsIt() {
    program.get("/api/tasks");
    program.get("/api/tasks");
    String line = program.await("statement is being repeated in one request \\(N\\+1\\)");
    assertTrue(
        line.matches(
            ".* warn: .* is being repeated .* count=5 statement_id=[0-9a-f]{16} sql=\"select id, task_id, done_on, note from completion where task_id = \\? .*\""
                + " route=/api/tasks trace_id=[0-9a-f]{32} span_id=[0-9a-f]{16}"
                + " caller=io\\.tripmeter\\.sample\\.CompletionRepository\\.of\\(CompletionRepository\\.java:\\d+\\)"
                + " called_from=\"io\\.tripmeter\\.sample\\.TaskListEndpoint\\..*"),
        line);
    assertEquals(1, program.said("(N+1)").size(), program::output);
  }

  @Test
  void aRequestOverItsBudgetIsReportedOnceAndCountedEachTime() {
    double before = program.scrape().metrics().sum("tripmeter_over_budget_total");
    program.get("/api/tasks");
    program.get("/api/ping");
    program.get("/api/tasks");
    Metrics after =
        program.scrape().await(metrics -> metrics.sum("tripmeter_over_budget_total") >= before + 2);
    assertEquals(before + 2, after.sum("tripmeter_over_budget_total"));
    String line = program.await("request over its budget");
    assertTrue(line.endsWith(" route=/api/tasks round_trips=24 budget=10"), line);
    assertEquals(1, program.said("over its budget").size(), program::output);
  }

  @Test
  void aSlowQueryNamesItsRequest() throws Exception {
    Trace trace = Trace.fresh();
    program.get("/api/contractors", trace.header());
    OtlpSpan request = SampleProgram.serverSpan(collector, trace);
    String line = program.await("slow query .*trace_id=" + trace.id());
    assertTrue(line.contains(" route=/api/contractors "), line);
    assertTrue(line.contains(" span_id=" + request.spanId() + " "), line);
    assertTrue(line.contains(" caller=io.tripmeter.sample."), line);
  }
}
