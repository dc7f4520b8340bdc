package io.tripmeter.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Requests;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the collector does, requests are answered, and the log has a line a minute at most. */
final class CollectorFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, Consumer<OtlpCollector>> FAULTS = Map.of(
      "refuses", OtlpCollector::refuse,
      "hangs", OtlpCollector::hang,
      "answers 500", collector -> collector.answer(500));

  @ParameterizedTest(name = "it {0}")
  @ValueSource(strings = {"refuses", "hangs", "answers 500"})
  void requestsAreAnsweredAndSpansComeAgainLater(String fault) throws Exception {
    try (OtlpCollector collector = OtlpCollector.start();
        Requests requests = Requests.start(Requests.on(PostgresServer.shared())
            .environment("OTEL_BSP_SCHEDULE_DELAY", "200")
            .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint()))) {
      collectOne(requests, collector, "/one");
      FAULTS.get(fault).accept(collector);
      for (int i = 0; i < 100; i++) {
        assertEquals(200, requests.get("/one"));
      }
      requests.jvm().await("spans were lost", PATIENCE);
      assertEquals(200, requests.get("/one"));
      collector.restore();
      collectOne(requests, collector, "/three");
      assertTrue(requests.linesWith("spans were lost") <= 2, requests.jvm()::output);
    }
  }

  private static void collectOne(Requests requests, OtlpCollector collector, String path)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (collector.spans().stream().noneMatch(span -> span.name().equals("GET " + path))) {
      assertTrue(System.nanoTime() < deadline, requests.jvm()::output);
      assertEquals(200, requests.get(path));
      Thread.sleep(200);
    }
  }
}
