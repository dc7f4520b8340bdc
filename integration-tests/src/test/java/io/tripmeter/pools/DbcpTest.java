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

/** Settings, gauges and times of the pools of Apache DBCP 2 and Tomcat's copy of it. */
final class DbcpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String NAME = "db_client_connection_pool_name";

  static List<String> versions() {
    return Libraries.dbcps();
  }

  private static String name(String dbcp) {
    return dbcp.startsWith("2.") ? "dbcp2-1" : "tomcat-dbcp2-1";
  }

  private static ApplicationBuilder with(String dbcp) {
    return Application.with().classPath(Libraries.dbcp(dbcp));
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
        application.tell(Application.poolCommand(name, "dbcp", SERVER, SERVER.url(link), settings)),
        application::output);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorsSettingsHold(String dbcp) {
    String pool = name(dbcp);
    try (Link link = link();
        Application application = with(dbcp)
            .setting("pool.max-size", "4")
            .setting("pool.min-idle", "2")
            .setting("pool.max-lifetime", "20m")
            .setting("pool.idle-timeout", "5m")
            .setting("pool.keepalive", "1m")
            .setting("pools." + pool + ".pool.connection-timeout", "3s")
            .start()) {
      pool(application, link, "maxTotal=10", "maxWaitMillis=7000", "initialSize=6");
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(
          "initialSize=4 minIdle=2 maxIdle=4 maxTotal=4 maxConnLifetimeMillis=1200000"
              + " minEvictableIdleTimeMillis=300000 testWhileIdle=true"
              + " timeBetweenEvictionRunsMillis=60000 maxWaitMillis=3000",
          application.tell("settings", "main"));
      String line = application.configured(pool);
      assertTrue(line.contains("DBCP 2\""), line);
      assertTrue(line.contains("pool.max-size: 10 -> 4 (system property"), line);
      assertTrue(line.contains("pool.keepalive: off -> 1m (system property"), line);
      assertTrue(line.contains("pool.idle-timeout: off -> 5m (system property"), line);
      assertTrue(line.contains("pool.connection-timeout: 7s -> 3s (system property"), line);
      assertEquals(4, link.open());
      assertEquals(4, link.peak());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theApplicationsOwnSettingsStand(String dbcp) {
    String[] own = {
      "jmxName=org.example:type=DataSource,name=shop",
      "maxTotal=6",
      "maxIdle=5",
      "minIdle=1",
      "initialSize=3",
      "maxConnLifetimeMillis=540000",
      "minEvictableIdleTimeMillis=120000",
      "timeBetweenEvictionRunsMillis=70000",
      "maxWaitMillis=7000"
    };
    try (Link link = link();
        Application application = with(dbcp).start()) {
      pool(application, link, own);
      String line = application.configured("shop");
      assertFalse(line.contains("pool.max-size") || line.contains("pool.min-idle"), line);
      assertFalse(line.contains("pool.idle-timeout") || line.contains("pool.max-life"), line);
      assertEquals(
          "initialSize=3 minIdle=1 maxIdle=5 maxTotal=6 maxConnLifetimeMillis=540000"
              + " minEvictableIdleTimeMillis=120000 testWhileIdle=false"
              + " timeBetweenEvictionRunsMillis=70000 maxWaitMillis=7000",
          application.tell("settings", "main"));
    }
  }

  @Tag("matrix")
  @Test
  void advisedNothingIsChanged() {
    try (Link link = link();
        Application application = with(Libraries.NEWEST_DBCP)
            .setting("mode", "advise")
            .setting("pool.max-size", "4")
            .start()) {
      pool(application, link, "maxTotal=6", "initialSize=2");
      String line = application.configured("dbcp2-1");
      assertTrue(line.contains("would be configured") && line.contains("6 -> 4"), line);
      assertEquals("1", application.ask("main", "SELECT 1"));
      String settings = application.tell("settings", "main");
      assertTrue(settings.startsWith("initialSize=2 minIdle=0 maxIdle=8 maxTotal=6 "), settings);
      // The one that is tried, and two.
      assertEquals(3, link.count().connections());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatIsCountedIsWhatTheWireSawAndThePoolHas(String dbcp) {
    String pool = name(dbcp);
    try (Link link = link();
        Application application = with(dbcp).start()) {
      pool(application, link, "maxTotal=5", "minIdle=1", "initialSize=3");
      application.tell("hold", "main", "2");
      Metrics held = application.metrics();
      assertEquals(1, held.sum("db_client_connection_count", NAME, pool, "state", "idle"));
      assertEquals(2, held.sum("db_client_connection_count", NAME, pool, "state", "used"));
      assertEquals(5, held.sum("db_client_connection_max", NAME, pool));
      assertEquals(1, held.sum("db_client_connection_idle_min", NAME, pool));
      assertEquals(0, held.sum("db_client_connection_use_time_seconds_count", NAME, pool));
      assertEquals(2, held.sum("db_client_connection_wait_time_seconds_count", NAME, pool));
      application.tell("release", "main");
      assertEquals("committed", application.tell("commit", "main", "SELECT 1", "SELECT 2"));
      Metrics metrics = application.metrics();
      assertEquals(3, metrics.sum("db_client_connection_use_time_seconds_count", NAME, pool));
      assertEquals(3, metrics.sum("db_client_connection_create_time_seconds_count", NAME, pool));
      assertEquals(
          link.turnArounds(),
          metrics.sum("tripmeter_round_trips_total", "pool", pool),
          application::output);
    }
  }

  /** With {@code poolPreparedStatements} another object is around the driver's connection. */
  @ParameterizedTest
  @MethodSource("versions")
  void aPoolOfStatementsIsNoDifference(String dbcp) {
    String pool = name(dbcp);
    try (Link link = link();
        Application application =
            Application.withTimeouts().classPath(Libraries.dbcp(dbcp)).start()) {
      pool(application, link, "maxTotal=1", "poolPreparedStatements=true");
      for (int i = 0; i < 3; i++) {
        assertEquals("30s", application.ask("main", "SHOW statement_timeout"));
      }
      assertEquals("console/" + pool, application.ask("main", "SHOW application_name"));
      application.await("DB session settings applied pool=" + pool);
      Metrics metrics = application.metrics();
      assertEquals(4, metrics.sum("db_client_connection_use_time_seconds_count", NAME, pool));
      assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", pool));
      // The first connection, which the data source tries.
      assertEquals(1, metrics.sum("tripmeter_round_trips_total", "pool", pool, "kind", "validate"));
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aBorrowWithoutAConnectionIsATimeout(String dbcp) {
    try (Link link = link();
        Application application = with(dbcp).start()) {
      pool(application, link, "maxTotal=1", "initialSize=1", "maxWaitMillis=200");
      application.tell("hold", "main", "1");
      assertTrue(application.ask("main", "SELECT 1").startsWith("failed: "));
      assertEquals(
          1, application.metrics().sum("db_client_connection_timeouts_total", NAME, name(dbcp)));
    }
  }

  /** A pool that an application has made itself. */
  @ParameterizedTest
  @MethodSource("versions")
  void aPoolingDataSourceOfTheApplicationsOwnIsAPoolToo(String dbcp) {
    String pool = name(dbcp);
    try (Link link = link();
        Application application = Application.withTimeouts()
            .classPath(Libraries.dbcp(dbcp))
            .setting("pool.max-size", "3")
            .setting("pools." + pool + ".warmup", "2")
            .start()) {
      pool(application, link, "pooling=true", "maxTotal=7", "testOnBorrow=true");
      String line = application.configured(pool);
      assertTrue(line.contains("pool.max-size: 7 -> 3"), line);
      assertTrue(application.warmedUp(pool).contains("requested=2 warmed=2"));
      assertEquals("30s", application.ask("main", "SHOW statement_timeout"));
      assertEquals("console/" + pool, application.ask("main", "SHOW application_name"));
      application.tell("hold", "main", "3");
      assertEquals(3, link.open());
      application.tell("release", "main");
      Metrics metrics = application.metrics();
      assertEquals(5, metrics.sum("db_client_connection_wait_time_seconds_count", NAME, pool));
      assertEquals(5, metrics.sum("db_client_connection_use_time_seconds_count", NAME, pool));
      assertEquals(3, metrics.sum("db_client_connection_max", NAME, pool));
      assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", pool));
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

  private static String[] one(String... more) {
    List<String> settings = new ArrayList<>(List.of("maxTotal=1"));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  /** DBCP tests on borrow unless it is told not to. */
  @ParameterizedTest
  @MethodSource("versions")
  void aTestOnBorrowCostsNoTripWhileTheConnectionIsKnownToBeAlive(String dbcp) {
    String query = "validationQuery=/* Health Check */ SELECT 1";
    assertEquals(8, tripsOfFourBorrows(with(dbcp).withoutAgent(), one()));
    assertEquals(4, tripsOfFourBorrows(with(dbcp), one()));
    assertEquals(4, tripsOfFourBorrows(with(dbcp), one(query)));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorSaysHowAPoolValidates(String dbcp) {
    String query = "validationQuery=SELECT 1";
    String off = "testOnBorrow=false";
    assertEquals(8, tripsOfFourBorrows(with(dbcp).setting("pool.validation", "pool"), one(query)));
    assertEquals(
        8, tripsOfFourBorrows(with(dbcp).setting("pool.validation", "borrow"), one(off, query)));
    assertEquals(4, tripsOfFourBorrows(with(dbcp), one(off)));
    assertEquals(4, tripsOfFourBorrows(with(dbcp), one("validationQueryTimeout=3")));
    assertEquals(4, tripsOfFourBorrows(with(dbcp), one(query, "validationQueryTimeout=3")));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anApplicationsOwnTestIsRun(String dbcp) {
    try (Link link = link();
        Application application = with(dbcp).start()) {
      pool(application, link, one("validationQuery=SELECT count(*) FROM pg_class"));
      // The first connection, which the data source tries.
      assertEquals(1, validations(application, dbcp));
      Link.Count mark = link.mark();
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      long opening = link.since(mark).turnArounds();
      for (int i = 0; i < 4; i++) {
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      assertEquals(8, link.since(mark).turnArounds() - opening);
      assertEquals(6, validations(application, dbcp));
    }
  }

  private static long validations(Application application, String dbcp) {
    return (long) application
        .metrics()
        .sum("tripmeter_round_trips_total", "pool", name(dbcp), "kind", "validate");
  }

  /** No request fails: what died while it was idle is found by a look at the socket, or by the pool. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void connectionsThatTheServerHasEndedAreReplaced(String dbcp) {
    try (PostgresServer server = PostgresServer.with().embedded().start();
        Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = with(dbcp).start()) {
      List<Runnable> faults =
          List.of(server::terminateSessions, link::cut, link::hangUp, server::restart);
      assertEquals(
          "created",
          application.tell(Application.poolCommand(
              "main", "dbcp", server, server.url(link), "maxTotal=4", "initialSize=4")));
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
  void aPoolIsMadeToFitTheBudget(String dbcp) {
    try (Link link = link();
        Application application = with(dbcp)
            .setting("budget.instances", "2")
            .setting("budget.connections", "8")
            .setting("budget.enforce", "true")
            .start()) {
      pool(application, link, "maxTotal=4", "initialSize=4");
      assertEquals(4, link.open());
      application.tell("hold", "main", "2");
      pool(application, "reports", link, "maxTotal=4", "initialSize=1");
      application.await("DB pool resized to fit the connection budget pool=" + name(dbcp));
      // Two are lent and one is the other pool's; those that were idle are closed.
      Eventually.equal(3, link::open, application::output);
      application.tell("release", "main");
      application.tell("hold", "main", "2");
      application.tell("hold", "reports", "2");
      assertEquals(4, link.open());
      application.tell("release", "main");
      application.tell("release", "reports");
      assertEquals(4, link.open());
    }
  }

  /** By a data source that was closed. */
  @ParameterizedTest
  @MethodSource("versions")
  void poolsAreMadeAndClosed(String dbcp) {
    String pool = name(dbcp);
    try (Link link = link();
        Application application = with(dbcp).setting("pool.max-size", "3").start()) {
      for (int i = 1; i <= 3; i++) {
        pool = name(dbcp).replace("-1", "-" + i);
        pool(application, link, "maxTotal=5", "initialSize=2");
        application.tell("hold", "main", "1");
        assertEquals(3, application.metrics().sum("db_client_connection_max", NAME, pool));
        assertEquals("closed", application.tell("close", "main"));
        Eventually.equal(1, link::open, application::output);
        application.tell("release", "main");
        Eventually.equal(0, link::open, application::output);
        assertEquals(
            0,
            application.metrics().sum("db_client_connection_max", NAME, pool),
            application::output);
      }
      assertEquals(List.of(), application.said("WARN"));
      assertEquals(3, application.said("DB pool configured").size());
    }
  }
}
