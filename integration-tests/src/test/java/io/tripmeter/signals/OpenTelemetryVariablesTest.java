package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
  void anApplicationWithAnSdkOfItsOwnGetsNoSecondSpan() throws Exception {
    PostgresServer server = PostgresServer.shared();
    try (OtlpCollector collector = OtlpCollector.start();
        ForkedJvm jvm = ForkedJvm.of("example.OwnSdkServer")
            .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
            .classPath(Libraries.openTelemetrySdk())
            .agent("metrics.listen=off,otlp.endpoint=" + collector.endpoint())
            .argument(server.url(), server.user(), server.password())
            .start()) {
      jvm.await("^sdk SdkTracerProvider$");
      jvm.await("no spans reason=\"the application has an OpenTelemetry SDK of its own");
      URI one =
          URI.create("http://127.0.0.1:" + jvm.await("^listening on (\\d+)").group(1) + "/api/one");
      assertEquals(
          200,
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(one).build(), BodyHandlers.ofString())
              .statusCode());
      assertEquals(0, collector.requests());
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
