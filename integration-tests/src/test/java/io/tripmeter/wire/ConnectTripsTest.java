package io.tripmeter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cold connect costs with SCRAM; the link does not count TCP's own round trip, which comes on top. Each is its JVM's first. */
final class ConnectTripsTest {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.with().tls().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  static List<String> drivers() {
    return Libraries.PGJDBC;
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void withoutTlsItTakesThreeTurnAroundsAndIsCountedAsSuch(String pgjdbc) {
    assertTurnArounds(pgjdbc, "?sslmode=disable", "none", 3);
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void withTls13ItTakesFiveTurnAroundsAndIsCountedAsSuch(String pgjdbc) {
    assertTurnArounds(
        pgjdbc, "?sslmode=verify-ca&sslrootcert=" + server.certificate(), "TLSv1.3", 5);
  }

  private static void assertTurnArounds(
      String pgjdbc, String parameters, String security, int expected) {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).logging().open();
        ForkedJvm jvm = ForkedJvm.of("example.Connect")
            .classPath(Libraries.childClasses(), Libraries.pgjdbc(pgjdbc))
            .agent("metrics.listen=127.0.0.1:0")
            .argument(server.url(link) + parameters, server.user(), server.password())
            .start()) {
      jvm.say("open");
      assertEquals(security, jvm.await("opened with TLS: (\\S+)").group(1));
      // One more for the question that it asked.
      assertEquals(
          new Link.Count(1, expected + 1), link.count(), () -> String.join("\n", link.log()));
      int port =
          Integer.parseInt(jvm.await("metrics listening address=.*:(\\d+)").group(1));
      Metrics metrics = Metrics.fetch(port);
      assertEquals(
          expected, metrics.sum("tripmeter_round_trips_total", "kind", "connect"), jvm::output);
      assertEquals(expected + 1, metrics.sum("tripmeter_round_trips_total"), jvm::output);
    }
  }
}
