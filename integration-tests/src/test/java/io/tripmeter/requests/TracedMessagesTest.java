package io.tripmeter.requests;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Pause;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpCollector;
import io.tripmeter.testing.OtlpSpan;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages of JMS and Kafka beside OpenTelemetry's agent: its CONSUMER spans have the round trips of their listeners. */
@Tag("matrix")
final class TracedMessagesTest {
  private static final Map<String, Long> TRIPS = new TreeMap<>(Map.of(
      "(temporary) process",
      1L,
      "clicks process",
      3L,
      "crowd process",
      LibraryProgram.TRIPS_OF_CROWD,
      "mails process",
      8L,
      "orders process",
      4L,
      "payments process",
      6L,
      "prices process",
      3L,
      "visits process",
      LibraryProgram.TRIPS_OF_CROWD));

  @Test
  void attachedBeforeTripmeter() throws Exception {
    assertOnConsumers(
        builder -> builder.agent(Libraries.openTelemetryAgent(), "").agent());
  }

  @Test
  void attachedAfterTripmeter() throws Exception {
    assertOnConsumers(builder -> builder.agent().agent(Libraries.openTelemetryAgent(), ""));
  }

  private static void assertOnConsumers(UnaryOperator<ForkedJvmBuilder> attached) throws Exception {
    PostgresServer server = PostgresServer.shared();
    try (OtlpCollector collector = OtlpCollector.start();
        ForkedJvm jvm = attached.apply(program(server, collector)).start()) {
      jvm.await("^open");
      jvm.await("warm-up complete.* pool=main");
      jvm.await("metrics listening");
      jvm.say("go");
      jvm.await("^done");
      Pause.until(
          () -> consumers(collector).equals(TRIPS),
          ForkedJvm.PATIENCE,
          () -> consumers(collector) + " instead of " + TRIPS + "\n" + jvm.output());
      assertEquals(
          List.of(),
          collector.spans().stream()
              .filter(span -> span.kind().equals("PRODUCER"))
              .filter(span -> span.attributes().containsKey("tripmeter.round_trips"))
              .toList());
    }
  }

  private static ForkedJvmBuilder program(PostgresServer server, OtlpCollector collector) {
    return ForkedJvm.of("example.LibraryMessages")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, "4.0.3"))
        .classPath(Libraries.ofFolder("messages-jakarta"))
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .property("tripmeter.metrics.wait", "true")
        .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())
        .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        .environment("OTEL_BSP_SCHEDULE_DELAY", "200")
        .environment("OTEL_LOGS_EXPORTER", "none")
        .environment("OTEL_METRICS_EXPORTER", "none")
        .argument(server.url(), server.user(), server.password(), "Jakarta");
  }

  private static Map<String, Long> consumers(OtlpCollector collector) {
    return collector.spans().stream()
        .filter(span -> span.kind().equals("CONSUMER"))
        .collect(groupingBy(
            OtlpSpan::name,
            TreeMap::new,
            summingLong(span -> span.number("tripmeter.round_trips"))));
  }
}
