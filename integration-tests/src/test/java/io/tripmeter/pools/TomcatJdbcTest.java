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

/** Settings, gauges and times of the pools of Tomcat JDBC. */
final class TomcatJdbcTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String POOL = "tomcat-jdbc-1";
  private static final String NAME = "db_client_connection_pool_name";

  static List<String> versions() {
    return Libraries.tomcatJdbcs();
  }

  private static ApplicationBuilder with(String tomcat) {
    return Application.with().classPath(Libraries.tomcatJdbc(tomcat));
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
        application.tell(
            Application.poolCommand(name, "tomcat", SERVER, SERVER.url(link), settings)),
        application::output);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorsSettingsHold(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat)
            .setting("pool.max-size", "4")
            .setting("pool.min-idle", "2")
            .setting("pool.max-lifetime", "20m")
            .setting("pool.idle-timeout", "5m")
            .setting("pool.keepalive", "1m")
            .setting("pools.tomcat-jdbc-1.pool.connection-timeout", "3s")
            .start()) {
      pool(application, link, "maxActive=10", "maxWait=7000", "validationQuery=SELECT 1");
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(
          "initialSize=4 minIdle=2 maxIdle=4 maxActive=4 maxAge=1200000"
              + " minEvictableIdleTimeMillis=300000 testWhileIdle=true"
              + " timeBetweenEvictionRunsMillis=60000 maxWait=3000",
          application.tell("settings", "main"));
      String line = application.configured(POOL);
      assertTrue(line.contains("product=\"Tomcat JDBC\""), line);
      assertTrue(line.contains("pool.max-size: 10 -> 4 (system property"), line);
      assertTrue(line.contains("pool.keepalive: off -> 1m (system property"), line);
      assertTrue(line.contains("pool.connection-timeout: 7s -> 3s (system property"), line);
      assertEquals(4, link.open());
      assertEquals(4, link.peak());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theApplicationsOwnSettingsStand(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat).start()) {
      pool(
          application,
          link,
          "object_name=shop",
          "maxActive=6",
          "maxIdle=5",
          "minIdle=1",
          "initialSize=3",
          "maxAge=540000",
          "minEvictableIdleTimeMillis=120000",
          "maxWait=7000");
      String line = application.configured("shop");
      assertFalse(line.contains("pool.max-size") || line.contains("pool.min-idle"), line);
      assertFalse(line.contains("pool.idle-timeout") || line.contains("pool.max-life"), line);
      assertEquals(
          "initialSize=3 minIdle=1 maxIdle=5 maxActive=6 maxAge=540000"
              + " minEvictableIdleTimeMillis=120000 testWhileIdle=false"
              + " timeBetweenEvictionRunsMillis=5000 maxWait=7000",
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
      pool(application, link, "maxActive=6", "initialSize=2");
      String line = application.configured(POOL);
      assertTrue(line.contains("would be configured") && line.contains("6 -> 4"), line);
      assertEquals("1", application.ask("main", "SELECT 1"));
      String settings = application.tell("settings", "main");
      assertTrue(settings.startsWith("initialSize=2 minIdle=6 maxIdle=6 maxActive=6 "), settings);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatIsCountedIsWhatTheWireSawAndThePoolHas(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat).start()) {
      pool(application, link, "maxActive=5", "minIdle=1", "initialSize=3");
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

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aBorrowWithoutAConnectionIsATimeout(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat).start()) {
      pool(application, link, "maxActive=1", "initialSize=1", "maxWait=200");
      application.tell("hold", "main", "1");
      assertTrue(application.ask("main", "SELECT 1").startsWith("failed: "));
      assertEquals(1, application.metrics().sum("db_client_connection_timeouts_total", NAME, POOL));
    }
  }

  /** A connection that was found broken on borrow is replaced inside the pool's object for it. */
  @ParameterizedTest
  @MethodSource("versions")
  void aConnectionThatIsReplacedOnBorrowIsThePools(String tomcat) {
    try (Link link = link();
        Application application =
            Application.withTimeouts().classPath(Libraries.tomcatJdbc(tomcat)).start()) {
      pool(
          application,
          link,
          "maxActive=1",
          "testOnBorrow=true",
          "validationQuery=SELECT 1",
          "validationInterval=0");
      assertEquals("1", application.ask("main", "SELECT 1"));
      link.cut();
      assertEquals("30s", application.ask("main", "SHOW statement_timeout"), application::output);
      assertEquals("console/" + POOL, application.ask("main", "SHOW application_name"));
      Metrics metrics = application.metrics();
      assertEquals(2, metrics.sum("db_client_connection_create_time_seconds_count", NAME, POOL));
      assertEquals(3, metrics.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      assertEquals(0, metrics.sum("tripmeter_round_trips_total", "pool", "none"));
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void sessionSettingsAreInForceAndReadBack(String tomcat) {
    try (Link link = link();
        Application application =
            Application.withTimeouts().classPath(Libraries.tomcatJdbc(tomcat)).start()) {
      pool(application, link, "maxActive=2", "initialSize=2");
      assertEquals("30s", application.ask("main", "SHOW statement_timeout"));
      assertEquals("console/" + POOL, application.ask("main", "SHOW application_name"));
      application.await("DB session settings applied pool=" + POOL);
    }
  }

  private static long tripsOfFourBorrows(ApplicationBuilder builder, String... settings) {
    try (Link link = link();
        Application application = builder.start()) {
      pool(application, link, settings);
      assertEquals("1", application.ask("main", "SELECT 1"));
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      return link.since(mark).turnArounds();
    }
  }

  private static String[] testing(String... more) {
    List<String> settings =
        new ArrayList<>(List.of("maxActive=1", "testOnBorrow=true", "validationInterval=0"));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aTestOnBorrowCostsNoTripWhileTheConnectionIsKnownToBeAlive(String tomcat) {
    String[] query = testing("validationQuery=/* Health Check */ SELECT 1");
    assertEquals(8, tripsOfFourBorrows(with(tomcat).withoutAgent(), query));
    assertEquals(4, tripsOfFourBorrows(with(tomcat), query));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorSaysHowAPoolValidates(String tomcat) {
    String query = "validationQuery=SELECT 1";
    assertEquals(
        8, tripsOfFourBorrows(with(tomcat).setting("pool.validation", "pool"), testing(query)));
    assertEquals(
        8,
        tripsOfFourBorrows(
            with(tomcat).setting("pool.validation", "borrow"), "maxActive=1", query));
  }

  /** From 8.5.9 on. */
  @Tag("matrix")
  @Test
  void withoutAQueryTheDriverIsNotAskedEither() {
    String newest = Libraries.NEWEST_TOMCAT_JDBC;
    assertEquals(8, tripsOfFourBorrows(with(newest).withoutAgent(), testing()));
    assertEquals(4, tripsOfFourBorrows(with(newest), testing()));
    assertEquals(4, tripsOfFourBorrows(with(newest), testing("validationQueryTimeout=3")));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anApplicationsOwnTestIsRun(String tomcat) {
    String[] own = testing("validationQuery=SELECT count(*) FROM pg_class");
    try (Link link = link();
        Application application = with(tomcat).start()) {
      pool(application, link, own);
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      assertEquals(8, link.since(mark).turnArounds());
      assertEquals(
          4,
          application
              .metrics()
              .sum("tripmeter_round_trips_total", "pool", POOL, "kind", "validate"));
    }
  }

  /** No request fails: what died while it was idle is found by a look at the socket, or by the pool. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void connectionsThatTheServerHasEndedAreReplaced(String tomcat) {
    try (PostgresServer server = PostgresServer.with().embedded().start();
        Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = with(tomcat).start()) {
      List<Runnable> faults =
          List.of(server::terminateSessions, link::cut, link::hangUp, server::restart);
      assertEquals(
          "created",
          application.tell(Application.poolCommand(
              "main",
              "tomcat",
              server,
              server.url(link),
              testing("maxActive=4", "initialSize=4", "validationQuery=SELECT 1"))));
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
      application.tell("hold", "main", "4");
      application.tell("release", "main");
      assertEquals(4, link.open(), application::output);
      Metrics metrics = application.metrics();
      assertEquals(0, metrics.sum("tripmeter_round_trips_total", "pool", "none"));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aPoolIsMadeToFitTheBudget(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat)
            .setting("budget.instances", "2")
            .setting("budget.connections", "8")
            .setting("budget.enforce", "true")
            .start()) {
      pool(application, link, "maxActive=4", "initialSize=4");
      assertEquals(4, link.open());
      application.tell("hold", "main", "3");
      pool(application, "reports", link, "maxActive=4", "initialSize=1");
      application.await("DB pool resized to fit the connection budget pool=" + POOL);
      // Three are lent and one is the other pool's: the surplus is closed when it comes back.
      Eventually.equal(4, link::open, application::output);
      application.tell("release", "main");
      Eventually.equal(3, link::open, application::output);
      assertTrue(
          application.tell("settings", "main").contains(" maxActive=2 "), application::output);
      application.tell("hold", "main", "2");
      application.tell("hold", "reports", "2");
      assertEquals(4, link.open());
      application.tell("release", "main");
      application.tell("release", "reports");
      assertEquals(4, link.open());
    }
  }

  /** Also where the application has a pool made again: by a data source that was closed, or one after the other. */
  @ParameterizedTest
  @MethodSource("versions")
  void poolsAreMadeAndClosedAndMadeAgain(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat).setting("pool.max-size", "3").start()) {
      pool(application, link, "maxActive=5", "initialSize=2");
      for (int i = 0; i < 3; i++) {
        application.tell("hold", "main", "1");
        assertEquals("closed", application.tell("close", "main"));
        Eventually.equal(0, link::open, application::output);
        application.tell("release", "main");
        assertEquals(
            0,
            application.metrics().sum("db_client_connection_max", NAME, POOL),
            application::output);
        assertEquals("1", application.ask("main", "SELECT 1"));
        assertEquals(3, application.metrics().sum("db_client_connection_max", NAME, POOL));
      }
      assertEquals(List.of(), application.said("WARN"));
      assertEquals(4, application.said("DB pool configured").size());
    }
  }
}
