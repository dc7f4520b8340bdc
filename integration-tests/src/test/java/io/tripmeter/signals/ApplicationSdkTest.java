package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application that makes spans with an OpenTelemetry SDK of its own has the round trips on them, and no second span. */
final class ApplicationSdkTest {
  private final OtlpCollector collector = OtlpCollector.start();
  private final PostgresServer server = PostgresServer.shared();

  @AfterEach
  void stop() {
    collector.close();
  }

  private ForkedJvm start(String... properties) {
    var builder = ForkedJvm.of("example.OwnSdkServer")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .classPath(Libraries.openTelemetrySdk())
        .agent("metrics.listen=off,slow-query.threshold=20ms,otlp.endpoint=" + collector.endpoint())
        .property(
            "tripmeter.work.methods", "example.OwnSdkServer.named,example.OwnSdkServer.delivered")
        .argument(server.url(), server.user(), server.password());
    for (String property : properties) {
      builder.property(property, "true");
    }
    ForkedJvm jvm = builder.start();
    jvm.await("round trips go onto the spans that are made already"
        + " by=\"the application's OpenTelemetry SDK\"");
    return jvm;
  }

  private static void get(ForkedJvm jvm, String path) throws Exception {
    String port = jvm.await("^listening on (\\d+)").group(1);
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    assertEquals(
        200,
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
            .statusCode());
  }

  @Test
  void aRequestsSpanInsideOfItAndItsStatements() throws Exception {
    try (ForkedJvm jvm = start()) {
      get(jvm, "/inside");
      jvm.await("^span statement1 tripmeter.round_trips=1$");
      jvm.await("^span statement2 tripmeter.round_trips=2$");
      jvm.await("^span inside tripmeter.round_trips.query=4 tripmeter.round_trips=4"
          + " tripmeter.statements=4$");
      String trace = jvm.await("^trace (\\w+)").group(1);
      jvm.await("slow query .*trace_id=" + trace + " span_id=\\w{16}");

      // What is not sampled stays so; its log lines have its trace.
      get(jvm, "/unsampled");
      jvm.await("slow query .*trace_id=(?!" + trace + ")\\w{32}");

      get(jvm, "/repeated");
      jvm.await("^span repeated .*tripmeter.repeated.count=6 ");
      String repeated =
          jvm.await("\\(N\\+1\\).* trace_id=\\w{32} span_id=\\w{16} caller=.*").group();
      assertTrue(
          jvm.output()
              .lines()
              .anyMatch(said -> said.startsWith("trace ") && repeated.contains(said.substring(6))),
          repeated);

      get(jvm, "/parts");
      jvm.await("^span part $");

      get(jvm, "/job");
      jvm.await("^span job tripmeter.round_trips.query=2 tripmeter.round_trips=2"
          + " tripmeter.statements=2$");
      jvm.await("^span later $");

      get(jvm, "/named");
      jvm.await("^span named tripmeter.round_trips.query=2 tripmeter.round_trips=2"
          + " tripmeter.statements=2$");

      get(jvm, "/sent");
      jvm.await("^span delivered tripmeter.round_trips.query=2 tripmeter.round_trips=2"
          + " tripmeter.statements=2$");
      jvm.await("^span sent $");
      assertEquals(
          12, jvm.output().lines().filter(line -> line.startsWith("span ")).count(), jvm::output);
      assertEquals(0, collector.requests());
    }
  }

  @Test
  void aRequestsSpanAroundTheServersHandler() throws Exception {
    try (ForkedJvm jvm = start("spans.around")) {
      get(jvm, "/around");
      jvm.await("^span around tripmeter.round_trips.query=2 tripmeter.round_trips=2"
          + " tripmeter.statements=2$");
      get(jvm, "/api/one");
      jvm.await("^span around tripmeter.round_trips.query=1 tripmeter.round_trips=1"
          + " tripmeter.statements=1$");
      assertTrue(jvm.output().lines().noneMatch(line -> line.contains("could not be written to")));
      assertEquals(0, collector.requests());
    }
  }
}
