package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tripmeter.programs.Pause;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where OpenTelemetry's own agent is attached as well, it makes the spans, and the round trips go onto them. */
final class OpenTelemetryAgentTest {
  private static Path jar() {
    try {
      return Libraries.openTelemetryAgent();
    } catch (IllegalStateException missing) {
      return abort("OpenTelemetry's agent is not here: " + missing.getMessage());
    }
  }

  private static ForkedJvmBuilder builder(OtlpCollector collector) {
    return SampleProgram.on(SampleProgram.server())
        .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())
        .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        .environment("OTEL_BSP_SCHEDULE_DELAY", "200")
        .environment("OTEL_METRICS_EXPORTER", "otlp")
        .environment("OTEL_METRIC_EXPORT_INTERVAL", "500")
        .environment("OTEL_LOGS_EXPORTER", "none");
  }

  private static void assertTripsOnTheirSpans(ForkedJvmBuilder builder, OtlpCollector collector)
      throws InterruptedException {
    try (SampleProgram program = SampleProgram.start(builder)) {
      program.await(
          "tripmeter: info: round trips go onto the spans that are made already by=\"OpenTelemetry's agent\"");
      Trace trace = Trace.fresh();
      assertEquals(200, program.get("/api/tasks", trace.header()));
      OtlpSpan request = SampleProgram.serverSpan(collector, trace);
      assertEquals(24, request.number("tripmeter.round_trips"), request::toString);
      assertEquals(24, request.number("tripmeter.round_trips.query"), request::toString);
      assertEquals(24, request.number("tripmeter.statements"), request::toString);
      assertEquals(20, request.number("tripmeter.repeated.count"), request::toString);
      program.await("statement is being repeated in one request .* trace_id=" + trace.id()
          + " span_id=" + request.spanId());
      List<OtlpSpan> statements = collector.spans().stream()
          .filter(span -> span.kind().equals("CLIENT") && span.traceId().equals(trace.id()))
          .toList();
      assertEquals(
          24,
          statements.stream()
              .mapToLong(span -> span.number("tripmeter.round_trips"))
              .sum());
      program
          .scrape()
          .await(metrics ->
              metrics.sum("tripmeter_request_round_trips_sum", "route", "/api/tasks") == 24);
      awaitMetric(collector, "tripmeter.request.round_trips", 24);
      awaitMetric(collector, "tripmeter.request.database.time.count", 1);
      assertEquals(0, program.said("no spans").size(), program::output);
      assertEquals(
          List.of(),
          collector.spans().stream().filter(OpenTelemetryAgentTest::isOurs).toList());
      assertEquals(List.of(), program.said("tripmeter: error"));
      // The sample application's own N+1, and nothing else.
      assertEquals(
          List.of(),
          program.said("tripmeter: warn").stream()
              .filter(line -> !line.contains("warn: statement is being repeated in one request"))
              .toList());
    }
  }

  /** What the Meter API of that agent has observed. */
  private static void awaitMetric(OtlpCollector collector, String name, double value) {
    Pause.until(
        () -> collector.metrics().sum(name, "route", "/api/tasks") == value,
        ForkedJvm.PATIENCE,
        () -> name + " in " + collector.metrics());
  }

  private static boolean isOurs(OtlpSpan span) {
    return !span.resource().containsKey("telemetry.distro.name");
  }

  @Test
  void attachedBeforeTripmeter() throws Exception {
    Path jar = jar();
    try (OtlpCollector collector = OtlpCollector.start()) {
      assertTripsOnTheirSpans(builder(collector).agent(jar, "").agent(), collector);
    }
  }

  @Test
  void attachedAfterTripmeter() throws Exception {
    Path jar = jar();
    try (OtlpCollector collector = OtlpCollector.start()) {
      assertTripsOnTheirSpans(builder(collector).agent().agent(jar, ""), collector);
    }
  }
}
