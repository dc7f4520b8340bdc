package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Applications;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools fill in parallel. That handshakes overlap shows on a link that holds all of them: serial ones would never become many. */
final class WarmUpTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

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

  /** Pool "off" is not warmed up. */
  private static ApplicationBuilder inJson(String hikari) {
    return Application.with()
        .hikari(hikari)
        .setting("log.format", "json")
        .setting("pools.off.warmup", "off");
  }

  /** Pools of the newest line, each with what its test says of it. */
  private static Application start() {
    return APPLICATIONS.start(Application.with()
        .setting("pools.four.warmup.parallelism", "4")
        .setting("pools.five.warmup", "5")
        .setting("pools.five-idle.warmup", "all")
        .setting("pools.waiting.warmup.wait", "30s")
        .setting("pools.waiting.warmup.parallelism", "2")
        .setting("pools.impatient.warmup.wait", "200ms")
        .setting("pools.impatient.warmup.parallelism", "1"));
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
        Application application = APPLICATIONS.start(inJson(hikari))) {
      link.stall();
      int order = order(application, "twenty", link, "maximumPoolSize=20");
      Eventually.equal(20, link::open, application::output);
      link.restore();
      assertEquals("created", application.answer(order));
      String line = application.await("warm-up complete.*\"twenty\"");
      assertTrue(
          line.startsWith(
              "{\"level\":\"info\",\"requested\":20,\"warmed\":20,\"message\":\"DB pool warm-up complete\","),
          line);
      assertTrue(line.contains("\"pool\":\"twenty\"") && line.matches(".*\"millis\":\\d+}"), line);
      assertEquals(20, link.count().connections());
      assertEquals(20, link.peak());
      Metrics metrics = application.metrics();
      // HikariCP validates its first connection. That costs a trip only if the machine has paused
      // for
      // longer than a connection is known to be alive.
      long validations =
          (long) metrics.sum("tripmeter_round_trips_total", "pool", "twenty", "kind", "validate");
      assertTrue(validations <= 1, () -> validations + " validations");
      long further = link.turnArounds() - 20 * LEAN_HANDSHAKE - validations;
      assertTrue(further <= 2, () -> further + " further trips:\n" + String.join("\n", link.log()));
      assertMetrics(metrics, link);
      long warm = link.turnArounds();
      application.tell("hold", "twenty", "20");
      application.tell("release", "twenty");
      assertEquals(warm, link.turnArounds());
      assertEquals(20, link.peak());
    }
  }

  private static void assertMetrics(Metrics metrics, Link link) {
    assertEquals(20, metrics.sum("tripmeter_warmup_requested", "pool", "twenty"));
    assertEquals(20, metrics.sum("tripmeter_warmup_warmed", "pool", "twenty"));
    assertTrue(metrics.sum("tripmeter_warmup_duration_seconds", "pool", "twenty") > 0);
    assertEquals(
        20 * LEAN_HANDSHAKE,
        metrics.sum("tripmeter_round_trips_total", "pool", "twenty", "kind", "connect"));
    assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", "twenty"));
    String pool = "db_client_connection_pool_name";
    assertEquals(20, metrics.sum("db_client_connection_count", pool, "twenty", "state", "idle"));
    assertEquals(20, metrics.sum("db_client_connection_max", pool, "twenty"));
  }

  @Test
  void noMoreShakeHandsAtOnceThanTheOperatorAllows() {
    try (Link link = link();
        Application application = start()) {
      link.stall();
      int order = order(application, "four", link, "maximumPoolSize=20");
      Eventually.equal(4, link::open, application::output);
      Eventually.pause(500);
      assertEquals(4, link.open());
      link.restore();
      assertEquals("created", application.answer(order));
      while (application.said("warm-up complete.* pool=four").isEmpty()) {
        long half = link.connections().stream()
            .filter(connection -> connection.turnArounds() < LEAN_HANDSHAKE)
            .count();
        assertTrue(half <= 4, () -> half + " at once");
        Eventually.pause(1);
      }
      assertEquals(20, link.peak());
    }
  }

  private static void assertWarmed(int expected, String pool, String... settings) {
    try (Link link = link();
        Application application = start()) {
      application.pool(pool, SERVER, link, settings);
      String line = application.warmedUp(pool);
      assertTrue(line.contains("requested=" + expected + " warmed=" + expected), line);
      Eventually.equal(expected, link::open, application::output);
    }
  }

  @Test
  void anOperatorSaysHowManyConnectionsAreOpened() {
    assertWarmed(5, "five", "maximumPoolSize=20", "minimumIdle=0");
  }

  @Test
  void whatThePoolKeepsIdleIsOpenedAndNoMore() {
    assertWarmed(5, "five-idle", "maximumPoolSize=20", "minimumIdle=5");
  }

  @Test
  void aPoolThatKeepsNothingIdleIsNotWarmed() {
    try (Link link = link();
        Application application = start()) {
      application.pool("none-idle", SERVER, link, "maximumPoolSize=20", "minimumIdle=0");
      assertEquals("1", application.ask("none-idle", "SELECT 1"));
      Eventually.pause(500);
      // HikariCP opens one to see that it can, closes it, and opens the next when it is asked for.
      assertEquals(2, link.count().connections());
      assertEquals(1, link.open());
      assertEquals(List.of(), application.said("warm-up.* pool=none-idle"));
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void switchedOffThePoolFillsAsItAlwaysDid(String hikari) {
    try (Link link = link();
        Application application = APPLICATIONS.start(inJson(hikari))) {
      link.stall();
      int order = order(application, "off", link, "maximumPoolSize=5");
      Eventually.equal(1, link::open, application::output);
      Eventually.pause(300);
      assertEquals(1, link.open());
      link.restore();
      assertEquals("created", application.answer(order));
      Eventually.equal(5, link::open, application::output);
      assertEquals(List.of(), application.said("warm-up.*\"off\""));
    }
  }

  @Test
  void poolCreationWaitsForTheWarmUpWhenTold() {
    try (Link link = link();
        Application application = start()) {
      application.pool("waiting", SERVER, link, "maximumPoolSize=10");
      assertEquals(10, link.open());
    }
  }

  @Test
  void poolCreationWaitsNoLongerThanTold() {
    try (Link link = link();
        Application application = start()) {
      int order = order(application, "impatient", link, "maximumPoolSize=3");
      Eventually.equal(2L, () -> Math.min(2, link.count().connections()), application::output);
      link.stall();
      assertEquals("created", application.answer(order));
      assertEquals(List.of(), application.said("warm-up.* pool=impatient"));
      link.restore();
      application.warmedUp("impatient");
    }
  }
}
