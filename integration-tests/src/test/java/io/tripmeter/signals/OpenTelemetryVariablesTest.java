package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.OtlpCollector;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's own variables and system properties mean what they mean to its SDK; each alone is tested beside the agent's code. */
final class OpenTelemetryVariablesTest {
  @Test
  void theResourceIsThatOfTheVariables() throws InterruptedException {
    try (OtlpCollector collector = OtlpCollector.start();
        SampleProgram program = SampleProgram.startWithSpans(
            SampleProgram.on(SampleProgram.server())
                .environment("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=staging")
                .environment("OTEL_TRACES_SAMPLER", "parentbased_always_on"),
            collector)) {
      Trace trace = Trace.fresh();
      assertEquals(200, program.get("/api/tasks", trace.header()));
      assertEquals(
          "staging",
          SampleProgram.serverSpan(collector, trace).resource().get("deployment.environment.name"));
    }
  }

  @Test
  void anSdkThatIsDisabledMakesNoSpans() {
    try (OtlpCollector collector = OtlpCollector.start();
        SampleProgram program = SampleProgram.start(SampleProgram.on(SampleProgram.server())
            .property("otel.sdk.disabled", "true")
            .property("otel.exporter.otlp.endpoint", collector.endpoint())
            .agent())) {
      program.await("no spans reason=\"OTEL_SDK_DISABLED is true\"");
      assertEquals(200, program.get("/api/tasks"));
      assertEquals(0, collector.requests());
    }
  }
}
