package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to the pools of Tomcat JDBC, and ways to set them up, with the results that they have without Tripmeter. */
@Tag("matrix")
final class TomcatJdbcFaultsTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String POOL = "tomcat-jdbc-1";
  private static final String NAME = "db_client_connection_pool_name";

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
  }

  private static String pool(Application application, String url, String... settings) {
    return application.tell(Application.poolCommand("main", "tomcat", SERVER, url, settings));
  }

  /** A proxy that stays up, while what is behind it is gone without a word. */
  @ParameterizedTest
  @MethodSource("io.tripmeter.child.PoolUnderTest#tomcats")
  void theFirstStatementHasTheDeadlineOfTheTest(PoolUnderTest tomcat) {
    try (Link link = link();
        Application application = tomcat.with().start()) {
      pool(
          application,
          SERVER.url(link),
          "maxActive=1",
          "testOnBorrow=true",
          "validationQuery=SELECT 1",
          "validationQueryTimeout=1",
          "validationInterval=0");
      assertEquals("1", application.ask("main", "SELECT 1"));
      link.stall();
      long start = System.nanoTime();
      String answer = application.ask("main", "SELECT 1");
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(answer.startsWith("failed: 08006"), answer);
      assertTrue(millis < 4000, () -> millis + " ms");
      application.await("connection closed: no answer to its first statement after the borrow.*"
          + "pool=" + POOL + ".*");
      link.restore();
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
    }
  }

  /** Autocommit off, a rollback on return, the pool's own interceptors, a queue that is not fair. */
  @ParameterizedTest
  @MethodSource("io.tripmeter.child.PoolUnderTest#tomcats")
  void nothingIsAddedOnTheWire(PoolUnderTest tomcat) {
    String[] settings = {
      "maxActive=3",
      "initialSize=3",
      "defaultAutoCommit=false",
      "rollbackOnReturn=true",
      "fairQueue=false",
      "logAbandoned=true",
      "removeAbandoned=true",
      "jdbcInterceptors=ConnectionState;StatementFinalizer;ResetAbandonedTimer;SlowQueryReport"
    };
    long bare = tripsOfWork(tomcat.with().withoutAgent(), false, settings);
    assertEquals(bare, tripsOfWork(tomcat.with(), true, settings));
  }

  private static long tripsOfWork(ApplicationBuilder builder, boolean counted, String... settings) {
    try (Link link = link();
        Application application = builder.start()) {
      assertEquals("created", pool(application, SERVER.url(link), settings));
      long before = link.turnArounds();
      for (int i = 0; i < 3; i++) {
        assertEquals("committed", application.tell("commit", "main", "SELECT 1", "SELECT 2"));
        assertEquals("1", application.ask("main", "SELECT 1"));
        assertTrue(application.ask("main", "SELECT 1 / 0").startsWith("failed: 22012"));
      }
      long trips = link.turnArounds() - before;
      if (counted) {
        Metrics metrics = application.metrics();
        assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", POOL));
        assertEquals(9, metrics.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      }
      return trips;
    }
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.child.PoolUnderTest#tomcats")
  void anAbandonedConnectionWasInUse(PoolUnderTest tomcat) {
    try (Link link = link();
        Application application = tomcat.with().start()) {
      pool(
          application,
          SERVER.url(link),
          "maxActive=2",
          "initialSize=1",
          "removeAbandoned=true",
          "removeAbandonedTimeout=1",
          "timeBetweenEvictionRunsMillis=1000");
      application.tell("hold", "main", "1");
      Eventually.equal(0, link::open, application::output);
      Metrics metrics = application.metrics();
      assertEquals(1, metrics.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      assertEquals(0, metrics.sum("db_client_connection_count", NAME, POOL, "state", "used"));
      assertEquals("1", application.ask("main", "SELECT 1"));
    }
  }

  /** Connections that are too old are replaced when they are given back or borrowed, inside the pool's objects for them. */
  @ParameterizedTest
  @MethodSource("io.tripmeter.child.PoolUnderTest#tomcats")
  void connectionsThatAreTooOldAreReplacedByThePools(PoolUnderTest tomcat) {
    try (Link link = link();
        Application application =
            tomcat.with().setting("pool.max-lifetime", "500ms").start()) {
      pool(application, SERVER.url(link), "maxActive=1", "minEvictableIdleTimeMillis=0");
      assertEquals("1", application.ask("main", "SELECT 1"));
      Eventually.pause(700);
      assertEquals("console/" + POOL, application.ask("main", "SHOW application_name"));
      assertTrue(link.count().connections() >= 2, application::output);
      assertEquals(1, link.open());
      // The pool may replace it once more between a look at the wire and one at the metrics.
      Eventually.equal(
          0.0,
          () -> link.turnArounds()
              - application.metrics().sum("tripmeter_round_trips_total", "pool", POOL),
          application::output);
    }
  }

  /** The driver's own, and one whose class does not tell where it leads: there the first connection does. */
  @ParameterizedTest
  @MethodSource("io.tripmeter.child.PoolUnderTest#tomcats")
  void aDataSourceInPlaceOfAUrl(PoolUnderTest tomcat) {
    for (String source :
        List.of("org.postgresql.ds.PGSimpleDataSource", "example.WrappingDataSource")) {
      try (Link link = link();
          Application application = tomcat.with().setting("pool.max-size", "3").start()) {
        List<String> settings = new ArrayList<>(
            List.of("dataSource=" + source, "maxActive=5", "initialSize=2", "testOnBorrow=true"));
        settings.add("validationQuery=SELECT 1");
        assertEquals(
            "created",
            pool(application, SERVER.url(link), settings.toArray(String[]::new)),
            application::output);
        assertEquals("console/" + POOL, application.ask("main", "SHOW application_name"));
        assertTrue(application.configured(POOL).contains("pool.max-size: 5 -> 3"));
        assertTrue(application.warmedUp(POOL).contains("requested=2 warmed=2"));
        application.tell("hold", "main", "3");
        application.tell("release", "main");
        Metrics metrics = application.metrics();
        assertEquals(3, link.peak());
        assertEquals(4, metrics.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
        assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", POOL));
      }
    }
  }
}
