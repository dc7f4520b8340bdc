package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools fill in parallel. That handshakes overlap shows on a link that holds all of them: serial ones would never become many. */
final class WarmUpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  /** Of SCRAM without TLS. */
  private static final int LEAN_HANDSHAKE = 3;

  static List<String> hikaris() {
    return Libraries.HIKARICP;
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(20)).logging().open();
  }

  private static int order(Application application, String name, Link link, String... settings) {
    return application.order(
        Application.poolCommand(name, "constructor", SERVER, SERVER.url(link), settings));
  }

  /** 3.4 cannot do it on Java 9 and later: it sets its executor's core size above the maximum. */
  static List<String> hikarisThatFill() {
    return Libraries.HIKARICP.stream()
        .filter(version -> !version.startsWith("3."))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("hikarisThatFill")
  void aPoolThatIsToldToFillItselfIsLeftToIt(String hikari) {
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
        Application application = Application.with()
            .hikari(hikari)
            .property("com.zaxxer.hikari.blockUntilFilled", "true")
            .start()) {
      application.pool(
          "main", SERVER, link, "maximumPoolSize=8", "initializationFailTimeout=20000");
      Eventually.pause(500);
      assertEquals(8, link.open());
      assertEquals(8, link.count().connections());
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  @Tag("core")
  void twentyConnectionsShakeHandsAtOnceAndCostAtMostTwoFurtherTrips(String hikari) {
    try (Link link = link();
        Application application =
            Application.with().hikari(hikari).setting("log.format", "json").start()) {
      link.stall();
      int order = order(application, "main", link, "maximumPoolSize=20");
      Eventually.equal(20, link::open, application::output);
      link.restore();
      assertEquals("created", application.answer(order));
      String line = application.await("warm-up complete");
      assertTrue(
          line.startsWith(
              "{\"level\":\"info\",\"requested\":20,\"warmed\":20,\"message\":\"DB pool warm-up complete\","),
          line);
      assertTrue(line.contains("\"pool\":\"main\"") && line.matches(".*\"millis\":\\d+}"), line);
      assertEquals(20, link.count().connections());
      assertEquals(20, link.peak());
      long further = link.turnArounds() - 20 * LEAN_HANDSHAKE;
      assertTrue(further <= 2, () -> further + " further trips:\n" + String.join("\n", link.log()));
      assertMetrics(application.metrics(), link);
      long warm = link.turnArounds();
      application.tell("hold", "main", "20");
      application.tell("release", "main");
      assertEquals(warm, link.turnArounds());
      assertEquals(20, link.peak());
    }
  }

  private static void assertMetrics(Metrics metrics, Link link) {
    assertEquals(20, metrics.sum("tripmeter_warmup_requested", "pool", "main"));
    assertEquals(20, metrics.sum("tripmeter_warmup_warmed", "pool", "main"));
    assertTrue(metrics.sum("tripmeter_warmup_duration_seconds", "pool", "main") > 0);
    assertEquals(
        20 * LEAN_HANDSHAKE,
        metrics.sum("tripmeter_round_trips_total", "pool", "main", "kind", "connect"));
    assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", "main"));
    String pool = "db_client_connection_pool_name";
    assertEquals(20, metrics.sum("db_client_connection_count", pool, "main", "state", "idle"));
    assertEquals(20, metrics.sum("db_client_connection_max", pool, "main"));
  }

  @Test
  void noMoreShakeHandsAtOnceThanTheOperatorAllows() {
    try (Link link = link();
        Application application =
            Application.with().setting("warmup.parallelism", "4").start()) {
      link.stall();
      int order = order(application, "main", link, "maximumPoolSize=20");
      Eventually.equal(4, link::open, application::output);
      Eventually.pause(500);
      assertEquals(4, link.open());
      link.restore();
      assertEquals("created", application.answer(order));
      while (application.said("warm-up complete").isEmpty()) {
        long half = link.connections().stream()
            .filter(connection -> connection.turnArounds() < LEAN_HANDSHAKE)
            .count();
        assertTrue(half <= 4, () -> half + " at once");
        Eventually.pause(1);
      }
      assertEquals(20, link.peak());
    }
  }

  private static void assertWarmed(int expected, String setting, String... pool) {
    try (Link link = link();
        Application application = Application.with().setting("warmup", setting).start()) {
      application.pool("main", SERVER, link, pool);
      String line = application.warmedUp("main");
      assertTrue(line.contains("requested=" + expected + " warmed=" + expected), line);
      Eventually.equal(expected, link::open, application::output);
    }
  }

  @Test
  void anOperatorSaysHowManyConnectionsAreOpened() {
    assertWarmed(5, "5", "maximumPoolSize=20", "minimumIdle=0");
  }

  @Test
  void whatThePoolKeepsIdleIsOpenedAndNoMore() {
    assertWarmed(5, "all", "maximumPoolSize=20", "minimumIdle=5");
  }

  @Test
  void aPoolThatKeepsNothingIdleIsNotWarmed() {
    try (Link link = link();
        Application application = Application.with().start()) {
      application.pool("main", SERVER, link, "maximumPoolSize=20", "minimumIdle=0");
      assertEquals("1", application.ask("main", "SELECT 1"));
      Eventually.pause(500);
      // HikariCP opens one to see that it can, closes it, and opens the next when it is asked for.
      assertEquals(2, link.count().connections());
      assertEquals(1, link.open());
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void switchedOffThePoolFillsAsItAlwaysDid(String hikari) {
    try (Link link = link();
        Application application =
            Application.with().hikari(hikari).setting("warmup", "off").start()) {
      link.stall();
      int order = order(application, "main", link, "maximumPoolSize=5");
      Eventually.equal(1, link::open, application::output);
      Eventually.pause(300);
      assertEquals(1, link.open());
      link.restore();
      assertEquals("created", application.answer(order));
      Eventually.equal(5, link::open, application::output);
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @Test
  void poolCreationWaitsForTheWarmUpWhenTold() {
    try (Link link = link();
        Application application = Application.with()
            .setting("warmup.wait", "30s")
            .setting("warmup.parallelism", "2")
            .start()) {
      application.pool("main", SERVER, link, "maximumPoolSize=10");
      assertEquals(10, link.open());
    }
  }

  @Test
  void poolCreationWaitsNoLongerThanTold() {
    try (Link link = link();
        Application application = Application.with()
            .setting("warmup.wait", "200ms")
            .setting("warmup.parallelism", "1")
            .start()) {
      int order = order(application, "main", link, "maximumPoolSize=3");
      Eventually.equal(2L, () -> Math.min(2, link.count().connections()), application::output);
      link.stall();
      assertEquals("created", application.answer(order));
      assertEquals(List.of(), application.said("warm-up"));
      link.restore();
      application.warmedUp("main");
    }
  }
}
