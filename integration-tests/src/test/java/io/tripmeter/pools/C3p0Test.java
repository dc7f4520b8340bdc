package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings, gauges, times and validation of the pools of c3p0. */
final class C3p0Test {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String POOL = "c3p0-1";
  private static final String NAME = "db_client_connection_pool_name";

  static List<String> versions() {
    return Libraries.c3p0s();
  }

  private static ApplicationBuilder with(String c3p0) {
    return Application.with().classPath(Libraries.c3p0(c3p0));
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
  }

  private static void pool(Application application, Link link, String... settings) {
    pool(application, "main", link, settings);
  }

  private static void pool(Application application, String name, Link link, String... settings) {
    assertEquals(
        "created",
        application.tell(Application.poolCommand(name, "c3p0", SERVER, SERVER.url(link), settings)),
        application::output);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorsSettingsHold(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0)
            .setting("pool.max-size", "4")
            .setting("pool.min-idle", "2")
            .setting("pool.max-lifetime", "20m")
            .setting("pool.idle-timeout", "5m")
            .setting("pool.keepalive", "1m")
            .setting("pools.c3p0-1.pool.connection-timeout", "5s")
            .start()) {
      pool(
          application,
          link,
          "maxPoolSize=10",
          "initialPoolSize=8",
          "checkoutTimeout=7000",
          "maxIdleTime=100");
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(
          "initialPoolSize=4 minPoolSize=2 maxPoolSize=4 maxConnectionAge=1200 maxIdleTime=300"
              + " maxIdleTimeExcessConnections=300 idleConnectionTestPeriod=60 checkoutTimeout=5000",
          application.tell("settings", "main"));
      String line = application.configured(POOL);
      assertTrue(line.contains("product=c3p0"), line);
      assertTrue(line.contains("pool.max-size: 10 -> 4 (system property"), line);
      assertTrue(line.contains("pool.idle-timeout: 100s -> 5m (system property"), line);
      assertTrue(line.contains("pool.keepalive: off -> 1m (system property"), line);
      assertTrue(line.contains("pool.connection-timeout: 7s -> 5s (system property"), line);
      Eventually.equal(4, link::open, application::output);
      application.tell("hold", "main", "4");
      assertTrue(application.ask("main", "SELECT 1").startsWith("failed: "), application::output);
      assertEquals(4, link.peak());
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void theApplicationsOwnSettingsStand(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0).start()) {
      pool(
          application,
          link,
          "dataSourceName=shop",
          "maxPoolSize=6",
          "minPoolSize=1",
          "initialPoolSize=3",
          "maxConnectionAge=540",
          "maxIdleTime=120",
          "checkoutTimeout=7000");
      String line = application.configured("shop");
      assertFalse(line.contains("pool.max-size") || line.contains("pool.min-idle"), line);
      assertFalse(line.contains("pool.idle-timeout") || line.contains("pool.max-life"), line);
      assertEquals(
          "initialPoolSize=3 minPoolSize=1 maxPoolSize=6 maxConnectionAge=540 maxIdleTime=120"
              + " maxIdleTimeExcessConnections=0 idleConnectionTestPeriod=0 checkoutTimeout=7000",
          application.tell("settings", "main"));
    }
  }

  @Tag("matrix")
  @Test
  void advisedNothingIsChanged() {
    try (Link link = link();
        Application application = with(versions().get(0))
            .setting("mode", "advise")
            .setting("pool.max-size", "4")
            .start()) {
      pool(application, link, "maxPoolSize=6", "initialPoolSize=2", "minPoolSize=1");
      String line = application.configured(POOL);
      assertTrue(line.contains("would be configured") && line.contains("6 -> 4"), line);
      assertEquals("1", application.ask("main", "SELECT 1"));
      String settings = application.tell("settings", "main");
      assertTrue(settings.startsWith("initialPoolSize=2 minPoolSize=1 maxPoolSize=6 "), settings);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatIsCountedIsWhatTheWireSawAndThePoolHas(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0).start()) {
      pool(application, link, "maxPoolSize=5", "minPoolSize=1", "initialPoolSize=3");
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
      assertEquals(0, metrics.sum("tripmeter_round_trips_total", "pool", "none"));
      assertEquals(
          link.turnArounds(),
          metrics.sum("tripmeter_round_trips_total", "pool", POOL),
          application::output);
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aBorrowWithoutAConnectionIsATimeout(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0).start()) {
      pool(
          application,
          link,
          "maxPoolSize=1",
          "minPoolSize=1",
          "initialPoolSize=1",
          "checkoutTimeout=2000");
      // The first connection of a JVM takes its time.
      Eventually.equal("1", () -> application.ask("main", "SELECT 1"), application::output);
      double before = application.metrics().sum("db_client_connection_timeouts_total", NAME, POOL);
      assertEquals("held", application.tell("hold", "main", "1"));
      String answer = application.ask("main", "SELECT 1");
      assertTrue(answer.startsWith("failed: "), answer);
      assertEquals(
          before + 1, application.metrics().sum("db_client_connection_timeouts_total", NAME, POOL));
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void sessionSettingsAreInForceAndReadBack(String c3p0) {
    try (Link link = link();
        Application application =
            Application.withTimeouts().classPath(Libraries.c3p0(c3p0)).start()) {
      pool(application, link, "maxPoolSize=2", "minPoolSize=1", "initialPoolSize=2");
      assertEquals("30s", application.ask("main", "SHOW statement_timeout"));
      assertEquals("console/" + POOL, application.ask("main", "SHOW application_name"));
      application.await("DB session settings applied pool=" + POOL);
    }
  }

  /** Data sources that are not asked by URL, and settings as a map. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aPoolAroundADataSourceIsOneOfItsOwn(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0).setting("pool.max-size", "3").start()) {
      pool(
          application,
          link,
          "dataSource=org.postgresql.ds.PGSimpleDataSource",
          "maxPoolSize=5",
          "initialPoolSize=3");
      assertEquals("console/" + POOL, application.ask("main", "SHOW application_name"));
      assertTrue(
          application.configured(POOL).contains("pool.max-size: 5 -> 3"), application::output);
      application.warmedUp(POOL);
      application.tell("hold", "main", "3");
      assertEquals(3, link.peak());
      Metrics metrics = application.metrics();
      assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", POOL));
    }
  }

  private static long tripsOfFourBorrows(ApplicationBuilder builder, String... settings) {
    try (Link link = link();
        Application application = builder.start()) {
      pool(application, link, settings);
      assertEquals("1", application.ask("main", "SELECT 1"));
      Eventually.pause(100);
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      return link.since(mark).turnArounds();
    }
  }

  private static String[] one(String... more) {
    List<String> settings =
        new ArrayList<>(List.of("maxPoolSize=1", "minPoolSize=1", "initialPoolSize=1"));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aTestOnCheckoutCostsNoTripWhileTheConnectionIsKnownToBeAlive(String c3p0) {
    String[] query =
        one("testConnectionOnCheckout=true", "preferredTestQuery=/* check */ SELECT 1");
    assertEquals(8, tripsOfFourBorrows(with(c3p0).withoutAgent(), query));
    assertEquals(4, tripsOfFourBorrows(with(c3p0), query));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void withoutAQueryTheDriverIsNotAskedEither(String c3p0) {
    String[] test = one("testConnectionOnCheckout=true");
    assertEquals(8, tripsOfFourBorrows(with(c3p0).withoutAgent(), test));
    assertEquals(4, tripsOfFourBorrows(with(c3p0), test));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorSaysHowAPoolValidates(String c3p0) {
    String[] test = one("testConnectionOnCheckout=true", "preferredTestQuery=SELECT 1");
    assertEquals(8, tripsOfFourBorrows(with(c3p0).setting("pool.validation", "pool"), test));
    assertEquals(8, tripsOfFourBorrows(with(c3p0).setting("pool.validation", "borrow"), one()));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void anApplicationsOwnTestIsRun(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0).start()) {
      pool(
          application,
          link,
          one("testConnectionOnCheckout=true", "preferredTestQuery=SELECT count(*) FROM pg_class"));
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      assertEquals(8, link.since(mark).turnArounds());
      assertEquals(
          5,
          application
              .metrics()
              .sum("tripmeter_round_trips_total", "pool", POOL, "kind", "validate"));
    }
  }

  /** No request fails: what died while it was idle is found by a look at the socket, or by the pool. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void connectionsThatTheServerHasEndedAreReplaced(String c3p0) {
    try (PostgresServer server = PostgresServer.with().embedded().start();
        Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = with(c3p0).start()) {
      List<Runnable> faults =
          List.of(server::terminateSessions, link::cut, link::hangUp, server::restart);
      assertEquals(
          "created",
          application.tell(Application.poolCommand(
              "main",
              "c3p0",
              server,
              server.url(link),
              "maxPoolSize=4",
              "minPoolSize=4",
              "initialPoolSize=4",
              "acquireRetryDelay=100",
              "testConnectionOnCheckout=true",
              "preferredTestQuery=SELECT 1")));
      for (Runnable fault : faults) {
        application.tell("hold", "main", "4");
        application.tell("release", "main");
        Eventually.equal(4, server::sessions, application::output);
        fault.run();
        // The news has to come over the link.
        Eventually.pause(300);
        for (int i = 0; i < 8; i++) {
          assertEquals("1", application.ask("main", "SELECT 1"), application::output);
        }
      }
      Metrics metrics = application.metrics();
      assertEquals(0, metrics.sum("tripmeter_round_trips_total", "pool", "none"));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aPoolIsMadeToFitTheBudget(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0)
            .setting("budget.instances", "2")
            .setting("budget.connections", "8")
            .setting("budget.enforce", "true")
            .start()) {
      pool(application, link, "maxPoolSize=4", "initialPoolSize=4", "minPoolSize=1");
      Eventually.equal(4, link::open, application::output);
      application.tell("hold", "main", "3");
      pool(application, "reports", link, "maxPoolSize=4", "initialPoolSize=1", "minPoolSize=1");
      application.await("DB pool resized to fit the connection budget pool=" + POOL);
      application.tell("release", "main");
      Eventually.equal(3, link::open, application::output);
      application.tell("hold", "main", "2");
      application.tell("hold", "reports", "2");
      assertEquals(4, link.open());
      application.tell("release", "main");
      application.tell("release", "reports");
      Metrics metrics = application.metrics();
      assertEquals(2, metrics.sum("db_client_connection_max", NAME, POOL), application::output);
    }
  }

  /** Each pool of a data source that the application has changed while it ran has the same name. */
  @ParameterizedTest
  @MethodSource("versions")
  void poolsAreMadeAndClosedAndMadeAgain(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0).setting("pool.max-size", "3").start()) {
      for (int i = 1; i <= 3; i++) {
        pool(application, link, "maxPoolSize=5", "initialPoolSize=2", "minPoolSize=1");
        application.tell("hold", "main", "1");
        assertEquals(3, application.metrics().sum("db_client_connection_max", NAME, "c3p0-" + i));
        assertEquals("closed", application.tell("close", "main"));
        Eventually.equal(0, link::open, application::output);
        application.tell("release", "main");
        assertEquals(0, application.metrics().sum("db_client_connection_max", NAME, "c3p0-" + i));
      }
      assertEquals(List.of(), application.said("level=WARN"));
      assertEquals(3, application.said("DB pool configured").size());
    }
  }
}
