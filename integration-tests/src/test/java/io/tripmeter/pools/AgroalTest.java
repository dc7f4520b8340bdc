package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings, gauges, times, validation and size of Agroal's pools. */
final class AgroalTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String POOL = "agroal-1";
  private static final String NAME = "db_client_connection_pool_name";

  static List<String> versions() {
    return Libraries.agroals();
  }

  private static ApplicationBuilder with(String agroal) {
    return Application.with().classPath(Libraries.agroal(agroal));
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
  }

  private static void pool(Application application, Link link, String... settings) {
    assertEquals(
        "created",
        application.tell(
            Application.poolCommand("main", "agroal", SERVER, SERVER.url(link), settings)),
        application::output);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorsSettingsHold(String agroal) {
    try (Link link = link();
        Application application = with(agroal)
            .setting("pool.max-size", "4")
            .setting("pool.min-idle", "2")
            .setting("pool.max-lifetime", "20m")
            .setting("pool.idle-timeout", "5m")
            .setting("pool.keepalive", "1m")
            .setting("pools.agroal-1.pool.connection-timeout", "3s")
            .start()) {
      pool(application, link, "maxSize=10", "initialSize=8", "acquisitionTimeout=PT7S");
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(
          "initialSize=4 minSize=2 maxSize=4 maxLifetime=PT20M reapTimeout=PT5M"
              + " validationTimeout=PT1M acquisitionTimeout=PT3S",
          application.tell("settings", "main"));
      String line = application.configured(POOL);
      assertTrue(line.contains("product=Agroal"), line);
      assertTrue(line.contains("pool.max-size: 10 -> 4 (system property"), line);
      assertTrue(line.contains("pool.connection-timeout: 7s -> 3s (system property"), line);
      application.warmedUp(POOL);
      assertEquals(4, link.peak());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theMinimumIsNeverAboveTheMaximum(String agroal) {
    try (Link link = link();
        Application application = with(agroal)
            .setting("warmup", "all")
            .setting("pool.min-idle", "8")
            .setting("pools.agroal-1.pool.max-size", "5")
            .start()) {
      pool(application, link, "minSize=10", "maxSize=20");
      String line = application.configured(POOL);
      assertTrue(line.contains("pool.min-idle: 8 -> 5 (follows pool.max-size)"), line);
      String settings = application.tell("settings", "main");
      assertTrue(settings.startsWith("initialSize=5 minSize=5 maxSize=5 "), settings);
      assertEquals(List.of(), application.said("pool rejected the value"));
      application.warmedUp(POOL);
      assertEquals(5, link.peak());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theApplicationsOwnSettingsStand(String agroal) {
    try (Link link = link();
        Application application = with(agroal).start()) {
      pool(
          application,
          link,
          "maxSize=6",
          "minSize=1",
          "initialSize=3",
          "maxLifetime=PT9M",
          "reapTimeout=PT2M",
          "validationTimeout=PT3M",
          "acquisitionTimeout=PT7S");
      assertTrue(application.configured(POOL).endsWith("changes=none"), application::output);
      application.warmedUp(POOL);
      assertEquals(
          "initialSize=3 minSize=1 maxSize=6 maxLifetime=PT9M reapTimeout=PT2M"
              + " validationTimeout=PT3M acquisitionTimeout=PT7S",
          application.tell("settings", "main"));
    }
  }

  @Test
  void advisedNothingIsChanged() {
    try (Link link = link();
        Application application =
            with("2.5").setting("mode", "advise").setting("pool.max-size", "4").start()) {
      pool(application, link, "maxSize=6", "minSize=2");
      String line = application.configured(POOL);
      assertTrue(line.contains("would be configured") && line.contains("6 -> 4"), line);
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertTrue(
          application.tell("settings", "main").startsWith("initialSize=0 minSize=2 maxSize=6 "));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatIsCountedIsWhatTheWireSawAndThePoolHas(String agroal) {
    try (Link link = link();
        Application application = with(agroal).start()) {
      pool(application, link, "maxSize=5", "minSize=1", "initialSize=3");
      application.warmedUp(POOL);
      application.tell("hold", "main", "2");
      Metrics held = application.metrics();
      assertEquals(1, held.sum("db_client_connection_count", NAME, POOL, "state", "idle"));
      assertEquals(2, held.sum("db_client_connection_count", NAME, POOL, "state", "used"));
      assertEquals(5, held.sum("db_client_connection_max", NAME, POOL));
      assertEquals(1, held.sum("db_client_connection_idle_min", NAME, POOL));
      assertEquals(0, held.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      assertEquals(2, held.sum("db_client_connection_wait_time_seconds_count", NAME, POOL));
      application.tell("release", "main");
      assertEquals("committed", application.tell("commit", "main", "SELECT 1", "SELECT 2"));
      Metrics metrics = application.metrics();
      assertEquals(3, metrics.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      assertEquals(3, metrics.sum("db_client_connection_create_time_seconds_count", NAME, POOL));
      assertEquals(
          link.turnArounds(),
          metrics.sum("tripmeter_round_trips_total", "pool", POOL),
          application::output);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aBorrowWithoutAConnectionIsATimeout(String agroal) {
    try (Link link = link();
        Application application = with(agroal).start()) {
      pool(application, link, "maxSize=1", "initialSize=1", "acquisitionTimeout=PT0.2S");
      application.warmedUp(POOL);
      application.tell("hold", "main", "1");
      assertTrue(application.ask("main", "SELECT 1").startsWith("failed: "));
      assertEquals(1, application.metrics().sum("db_client_connection_timeouts_total", NAME, POOL));
    }
  }

  private static long tripsOfFourBorrows(ApplicationBuilder builder, String... settings) {
    try (Link link = link();
        Application application = builder.start()) {
      pool(application, link, settings);
      assertEquals("1", application.ask("main", "SELECT 1"));
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        Eventually.pause(600);
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      return link.since(mark).turnArounds();
    }
  }

  /** 2.0 has none on every borrow. */
  static List<String> versionsThatValidateOnBorrow() {
    return Libraries.agroals().stream().filter(agroal -> !agroal.equals("2.0")).toList();
  }

  @ParameterizedTest
  @MethodSource("versionsThatValidateOnBorrow")
  void aValidationWithATimeLimitCostsNoTrip(String agroal) {
    String[] settings = {"maxSize=1", "validateOnBorrow=true", "connectionValidator=default5"};
    assertEquals(8, tripsOfFourBorrows(with(agroal).withoutAgent(), settings));
    assertEquals(4, tripsOfFourBorrows(with(agroal), settings));
    assertEquals(8, tripsOfFourBorrows(with(agroal).setting("pool.validation", "pool"), settings));
  }

  @Test
  void aValidationWithoutATimeLimitIsThePools() {
    String[] settings = {"maxSize=1", "validateOnBorrow=true", "connectionValidator=default"};
    assertEquals(8, tripsOfFourBorrows(with("2.5"), settings));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void onEveryBorrowTheServerIsAskedIfTheOperatorWantsIt(String agroal) {
    assertEquals(4, tripsOfFourBorrows(with(agroal), "maxSize=1"));
    assertEquals(
        8, tripsOfFourBorrows(with(agroal).setting("pool.validation", "borrow"), "maxSize=1"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aPoolIsMadeToFitTheBudget(String agroal) {
    try (Link link = link();
        Application application = with(agroal)
            .setting("budget.instances", "2")
            .setting("budget.connections", "8")
            .setting("budget.enforce", "true")
            .setting("warmup", "all")
            .start()) {
      pool(application, link, "maxSize=4", "minSize=4");
      application.warmedUp(POOL);
      assertEquals(4, link.open());
      assertEquals(
          "created",
          application.tell(Application.poolCommand(
              "reports", "agroal", SERVER, SERVER.url(link), "maxSize=4", "minSize=4")));
      application.await("DB pool resized to fit the connection budget pool=" + POOL);
      Eventually.equal(4, link::open, application::output);
      assertTrue(
          application.tell("settings", "main").contains("minSize=2 maxSize=2"),
          application::output);
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals("1", application.ask("reports", "SELECT 1"));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void sessionSettingsAreInForceAndReadBack(String agroal) {
    try (Link link = link();
        Application application =
            Application.withTimeouts().classPath(Libraries.agroal(agroal)).start()) {
      pool(application, link, "maxSize=2", "initialSize=2");
      assertEquals("30s", application.ask("main", "SHOW statement_timeout"));
      assertEquals("console/agroal-1", application.ask("main", "SHOW application_name"));
      application.await("DB session settings applied pool=" + POOL);
    }
  }
}
