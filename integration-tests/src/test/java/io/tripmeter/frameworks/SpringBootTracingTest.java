package io.tripmeter.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Requests;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Spring Boot application that makes spans itself, by OpenTelemetry's starter or by Micrometer Tracing: they have the round trips. */
@Tag("matrix")
final class SpringBootTracingTest {
  private final PostgresServer server = PostgresServer.start();
  private final OtlpCollector collector = OtlpCollector.start();

  @AfterEach
  void stop() {
    collector.close();
    server.close();
  }

  private Requests start(String module) {
    return Requests.start(
        ForkedJvm.ofJar(Libraries.springBoot(module))
            .agent()
            .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())
            .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .environment("OTEL_BSP_SCHEDULE_DELAY", "200")
            .environment("OTEL_LOGS_EXPORTER", "none")
            .environment("OTEL_METRICS_EXPORTER", "none")
            .property("tripmeter.metrics.listen", "127.0.0.1:0")
            .argument(
                "--management.otlp.tracing.endpoint=" + collector.endpoint() + "/v1/traces",
                "--management.tracing.sampling.probability=1.0",
                "--spring.datasource.url=" + server.url() + "?sslmode=disable",
                "--spring.datasource.username=" + server.user(),
                "--spring.datasource.password=" + server.password()),
        "Tomcat started on port\\D*(\\d+)");
  }

  /** @param onStatements of the request's ten round trips, those on spans of statements: the commit has none */
  @ParameterizedTest
  @CsvSource({"otel-starter, 9", "micrometer-tracing, 0"})
  void theRequestsOnlySpanHasItsRoundTrips(String module, long onStatements) throws Exception {
    try (Requests requests = start(module)) {
      requests
          .jvm()
          .await("round trips go onto the spans that are made already"
              + " by=\"the application's OpenTelemetry SDK\"");
      assertEquals(200, requests.get("/authors"));
      OtlpSpan request = collector.await(
          span -> span.kind().equals("SERVER") && span.name().contains("/authors"),
          ForkedJvm.PATIENCE);
      assertEquals(10, request.number("tripmeter.round_trips"), request::toString);
      assertEquals(8, request.number("tripmeter.repeated.count"), request::toString);
      requests
          .jvm()
          .await("\\(N\\+1\\).* trace_id=" + request.traceId() + " span_id=" + request.spanId());
      assertEquals(200, requests.get("/authors/3"));
      OtlpSpan second = collector.await(
          span -> span.kind().equals("SERVER") && span.name().contains("{id}"), ForkedJvm.PATIENCE);
      assertEquals(2, second.number("tripmeter.round_trips"), second::toString);

      List<OtlpSpan> first = collector.spans().stream()
          .filter(span -> span.traceId().equals(request.traceId()))
          .toList();
      assertEquals(
          1, first.stream().filter(span -> span.kind().equals("SERVER")).count());
      assertEquals(
          onStatements,
          first.stream()
              .filter(span -> span.kind().equals("CLIENT"))
              .mapToLong(span -> span.number("tripmeter.round_trips"))
              .sum());
    }
  }
}
