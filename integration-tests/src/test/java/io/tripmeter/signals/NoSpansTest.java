package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.OtlpCollector;
import org.junit.jupiter.api.Test;

/** Spans are made only where there is somewhere to send them to, and not when they are switched off. */
final class NoSpansTest {
  private static void assertNone(ForkedJvmBuilder builder, OtlpCollector collector, String said) {
    try (SampleProgram program = SampleProgram.start(builder.agent())) {
      String line = program.await("no spans ");
      assertEquals(said, line);
      assertEquals(200, program.get("/api/tasks"));
      program
          .scrape()
          .await(metrics ->
              metrics.sum("tripmeter_request_round_trips_count", "route", "/api/tasks") == 1);
      assertEquals(0, collector.requests());
    }
  }

  @Test
  void withoutAnEndpointThereAreNone() {
    try (OtlpCollector collector = OtlpCollector.start()) {
      assertNone(
          SampleProgram.on(SampleProgram.server()).property("tripmeter.spans", "request"),
          collector,
          "tripmeter: info: no spans reason=\"otlp.endpoint is not set\"");
    }
  }

  @Test
  void switchedOffThereAreNone() {
    try (OtlpCollector collector = OtlpCollector.start()) {
      assertNone(
          SampleProgram.on(SampleProgram.server())
              .property("tripmeter.spans", "off")
              .property("tripmeter.log.level", "debug")
              .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint()),
          collector,
          "tripmeter: debug: no spans reason=\"spans=off\"");
    }
  }
}
