package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.OtlpSpan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages are units of work by the name of their queue or topic, where the library tells it. JMS with a broker, Kafka and RabbitMQ without. */
@ParameterizedClass(name = "{0}")
@MethodSource("apis")
final class LibraryMessagesTest {
  private static LibraryProgram program;

  /** Round trips and units, by kind and name. */
  private static final Map<String, Long> TRIPS = withCrowds(
      LibraryProgram.TRIPS_OF_CROWD,
      Map.of(
          "message orders",
          4L,
          "message prices",
          3L,
          "message unknown",
          1L,
          "message mails",
          8L,
          "message payments",
          6L,
          "message clicks",
          3L,
          "message example.RabbitMessages$Invoices",
          2L,
          "message shipments",
          4L,
          "message spring.gen",
          4L));

  private static final Map<String, Long> UNITS = withCrowds(
      LibraryProgram.CROWD,
      Map.of(
          "message orders",
          2L,
          "message prices",
          1L,
          "message unknown",
          1L,
          "message mails",
          2L,
          "message payments",
          3L,
          "message clicks",
          1L,
          "message example.RabbitMessages$Invoices",
          1L,
          "message shipments",
          1L,
          "message spring.gen",
          1L));

  /** Of JMS, Kafka and RabbitMQ, many messages at once. */
  private static Map<String, Long> withCrowds(long crowd, Map<String, Long> others) {
    Map<String, Long> all = new TreeMap<>(others);
    all.put("message crowd", crowd);
    all.put("message visits", crowd);
    all.put("message parcels", crowd);
    return all;
  }

  @Parameter
  String api;

  static List<String> apis() {
    return Libraries.inMatrix() ? List.of("Javax", "Jakarta") : List.of("Jakarta");
  }

  @BeforeParameterizedClassInvocation
  static void run(String api) {
    program = new LibraryProgram(
        "example.LibraryMessages",
        Jdks.running(),
        Libraries.ofFolder("messages-" + api.toLowerCase(Locale.ROOT)),
        UNITS.values().stream().mapToLong(Long::longValue).sum(),
        "",
        api);
  }

  @AfterParameterizedClassInvocation
  static void end() {
    program.close();
  }

  @Test
  void eachIsAUnitByTheNameOfItsDestination() {
    assertEquals(TRIPS, program.trips(), program::output);
    assertEquals(UNITS, program.units(), program::output);
  }

  @Test
  void theirSumIsTheWires() throws Exception {
    long units = program.trips().values().stream().mapToLong(Long::longValue).sum();
    assertEquals(units, program.turnArounds(), program::output);
  }

  private static void assertConsumes(String name, String system, String destination)
      throws Exception {
    OtlpSpan span = program.collector().await(sent -> sent.name().equals(name), ForkedJvm.PATIENCE);
    assertEquals("CONSUMER", span.kind());
    assertEquals(system, span.text("messaging.system"));
    assertEquals("process", span.text("messaging.operation.type"));
    assertEquals(destination, span.text("messaging.destination.name"));
  }

  /** A consumer of RabbitMQ's own client does not know its queue. */
  @Test
  void eachHasASpanThatSaysWhereItComesFrom() throws Exception {
    assertConsumes("orders", "jms", "orders");
    assertConsumes("mails", "jms", "mails");
    assertConsumes("payments", "kafka", "payments");
    assertConsumes("shipments", "rabbitmq", "shipments");
    assertConsumes("example.RabbitMessages$Invoices", "rabbitmq", "");
  }

  @Test
  void aListenerThatThrowsHasFailed() throws Exception {
    OtlpSpan failed = program
        .collector()
        .await(
            span -> span.name().equals("payments") && span.status().equals("ERROR"),
            ForkedJvm.PATIENCE);
    assertEquals(2L, failed.attributes().get("tripmeter.round_trips"));
  }
}
