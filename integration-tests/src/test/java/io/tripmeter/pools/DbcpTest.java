package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only the pools of Apache DBCP 2 and of Tomcat's copy of it do. */
final class DbcpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String DBCPS = "io.tripmeter.child.PoolUnderTest#dbcps";
  private static final String NAME = "db_client_connection_pool_name";

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
  }

  /** With {@code poolPreparedStatements} another object is around the driver's connection. */
  @ParameterizedTest
  @MethodSource(DBCPS)
  void aPoolOfStatementsIsNoDifference(PoolUnderTest dbcp) {
    String pool = dbcp.name("main", 1);
    try (Link link = link();
        Application application = dbcp.on(Application.withTimeouts()).start()) {
      dbcp.create(
          application,
          "main",
          SERVER,
          link,
          dbcp.settings().max(1).and("poolPreparedStatements=true"));
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

  /** A pool that an application has made itself. */
  @ParameterizedTest
  @MethodSource(DBCPS)
  void aPoolingDataSourceOfTheApplicationsOwnIsAPoolToo(PoolUnderTest dbcp) {
    String pool = dbcp.name("main", 1);
    try (Link link = link();
        Application application = dbcp.on(Application.withTimeouts())
            .setting("pool.max-size", "3")
            .setting("pools." + pool + ".warmup", "2")
            .start()) {
      dbcp.create(
          application, "main", SERVER, link, dbcp.settings().max(7).tested().and("pooling=true"));
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

  @ParameterizedTest
  @MethodSource(DBCPS)
  void aPoolThatClosesMeanwhileLeavesNoConnectionBehind(PoolUnderTest dbcp) {
    try (Link link = link();
        Application application = dbcp.with().setting("warmup", "12").start()) {
      dbcp.create(application, "main", SERVER, link, dbcp.settings().max(20).initial(0));
      assertEquals("closed", application.tell("close", "main"));
      Eventually.pause(300);
      Eventually.equal(0, link::open, application::output);
      assertEquals(List.of(), application.said("tripmeter: (warn|error)|WARN"));
      assertTrue(application.ask("main", "SELECT 1").contains("closed"), application::output);
    }
  }

  /** The connection that is tried is closed where it may not be as a new one, or where nobody asks for another. */
  @ParameterizedTest
  @MethodSource(DBCPS)
  void theConnectionThatIsTriedIsKeptOnlyWhereItIsLikeANewOne(PoolUnderTest dbcp) {
    try (Link link = link();
        Application application = dbcp.with().start()) {
      dbcp.create(application, "main", SERVER, link, dbcp.settings().max(2).initial(0));
      // The data source was used, but no connection was asked for.
      assertEquals(1, link.open());
      Eventually.equal(0, link::open, application::output);
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(2, link.count().connections());
      String sql = "connectionInitSqls=CREATE TEMPORARY TABLE mine (n int)";
      dbcp.create(application, "own", SERVER, link, dbcp.settings().initial(1).and(sql));
      assertEquals("0", application.ask("own", "SELECT count(*) FROM mine"));
      assertEquals(4, link.count().connections());
      assertEquals(2, link.open());
    }
  }
}
