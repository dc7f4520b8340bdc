package io.tripmeter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.session.PickyProxy;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a connect costs is counted also when it fails: as many round trips as the wire saw. */
final class FailedConnectTripsTest {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.with().embedded().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  static List<String> drivers() {
    return List.of(Libraries.PGJDBC.get(0), Libraries.NEWEST_PGJDBC);
  }

  private static double connects(Application application, String pool) {
    return application
        .metrics()
        .sum("tripmeter_round_trips_total", "pool", pool, "kind", "connect");
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void ofNoPool(String pgjdbc) {
    try (PickyProxy proxy = new PickyProxy(server, startup -> {
          if (startup.containsKey("application_name")) {
            throw new PickyProxy.Refused("XX000", "no");
          }
          return startup;
        });
        Link refusing =
            Link.to("127.0.0.1", proxy.port()).roundTrip(Duration.ofMillis(4)).open();
        Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).logging().open();
        Application application = Application.with().pgjdbc(pgjdbc).start()) {
      String url = server.url(link) + "?sslmode=disable";
      String[] right = {"open", url, server.user(), server.password(), "SELECT 1"};
      assertEquals("1", application.tell(right));
      application.tell("open", url, server.user(), "wrong", "SELECT 1");
      application.tell("open", url + "&loginTimeout=20", server.user(), "wrong", "SELECT 1");
      application.tell(
          "open", url.replace("/app", "/nowhere"), server.user(), server.password(), "SELECT 1");
      // One of each connection that was opened was for its question.
      assertEquals(link.turnArounds() - 1, connects(application, "none"), application::output);
      right[1] = server.url(refusing) + "?sslmode=disable";
      assertEquals("1", application.tell(right), application::output);
      assertEquals(2, proxy.refusals().size());
      assertEquals(link.turnArounds() + refusing.turnArounds() - 2, connects(application, "none"));
    }
  }

  /** One is refused by chance, one is opened without anything of ours, and is not needed. */
  @Test
  void ofOneThatIsClosedUnused() {
    AtomicBoolean refused = new AtomicBoolean();
    try (PickyProxy proxy = new PickyProxy(server, startup -> {
          if (refused.compareAndSet(false, true)) {
            throw new PickyProxy.Refused("57P03", "starting up");
          }
          return startup;
        });
        Link link =
            Link.to("127.0.0.1", proxy.port()).roundTrip(Duration.ofMillis(4)).open();
        Application application = Application.with().start()) {
      String url = server.url(link) + "?sslmode=disable";
      assertEquals(
          "1", application.tell("open", url, server.user(), server.password(), "SELECT 1"));
      assertEquals(3, link.count().connections());
      assertEquals(link.turnArounds() - 1, connects(application, "none"), application::output);
    }
  }

  /** A pool whose password is not right yet tries and fails until it is. */
  @Test
  void ofAPool() {
    server.execute("CREATE ROLE late LOGIN PASSWORD 'first'");
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).logging().open();
        Application application = Application.with().start()) {
      assertEquals(
          "created",
          application.tell(
              "pool",
              "main",
              "constructor",
              "jdbcUrl=" + server.url(link) + "?sslmode=disable",
              "username=late",
              "password=second",
              "maximumPoolSize=2",
              "connectionTimeout=1000",
              "initializationFailTimeout=-1"));
      String answer = application.ask("main", "SELECT 1");
      assertTrue(answer.startsWith("failed: "), answer);
      server.execute("ALTER ROLE late PASSWORD 'second'");
      Eventually.equal("1", () -> application.ask("main", "SELECT 1"), application::output);
      Eventually.equal(2, link::open, application::output);
      Eventually.equal(
          0.0,
          () -> application.metrics().sum("tripmeter_round_trips_total", "pool", "main")
              - link.turnArounds(),
          () -> String.join("\n", link.log()));
      assertTrue(connects(application, "main") >= 3 * 3, application::output);
    }
  }
}
