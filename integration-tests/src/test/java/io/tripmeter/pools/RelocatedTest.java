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
import io.tripmeter.testing.Relocated;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The driver and HikariCP in packages of an application's own. Other tests do the same with {@code -Dtest.relocated=true}. */
final class RelocatedTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String BUNDLED = "com.ververica.cdc.connectors.shaded.com.zaxxer.hikari";

  static Stream<Arguments> versions() {
    Stream<Arguments> newest =
        Stream.of(Arguments.of(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP));
    return Libraries.inMatrix()
        ? Stream.concat(
            newest,
            Libraries.PGJDBC.stream()
                .map(pgjdbc ->
                    Arguments.of(pgjdbc, Libraries.HIKARICP.get(Libraries.PGJDBC.indexOf(pgjdbc)))))
        : newest;
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
  }

  private static double trips(Application application, String pool) {
    return application.metrics().sum("tripmeter_round_trips_total", "pool", pool);
  }

  private static ApplicationBuilder relocated(String pgjdbc, String hikari) {
    return Application.withTimeouts()
        .pgjdbc(pgjdbc)
        .hikari(hikari)
        .relocated()
        .setting("pool.max-size", "4")
        .setting("slow-query.threshold", "20ms");
  }

  private static void assertIsManaged(Application application, Link link, String pool) {
    String line = application.configured(pool);
    assertTrue(line.contains("product=HikariCP"), line);
    assertTrue(line.contains("pool.max-size: 6 -> 4"), line);
    application.warmedUp(pool);
    assertEquals(4, link.peak());
    assertEquals("30s", application.ask(pool, "SHOW statement_timeout"));
    assertEquals("console/" + pool, application.ask(pool, "SHOW application_name"));
    Eventually.pause(1200);
    Link.Count mark = link.mark();
    assertEquals("1", application.ask(pool, "SELECT 1"));
    // It was idle: no validation, and the statement.
    assertEquals(1, link.since(mark).turnArounds());
    application.ask(pool, "SELECT pg_sleep(0.03)");
    String slow = application.await("slow query.*pg_sleep");
    assertTrue(slow.contains("caller=example.PoolCommands.ask"), slow);
    assertEquals(link.turnArounds(), trips(application, pool), application::output);
    Metrics metrics = application.metrics();
    String name = "db_client_connection_pool_name";
    assertEquals(4, metrics.sum("db_client_connection_max", name, pool));
    assertEquals(4, metrics.sum("db_client_connection_create_time_seconds_count", name, pool));
    assertEquals(4, metrics.sum("db_client_connection_wait_time_seconds_count", name, pool));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void bothAreFoundAndManaged(String pgjdbc, String hikari) {
    try (Link link = link();
        Application application = relocated(pgjdbc, hikari).start()) {
      application.pool("main", SERVER, link, "maximumPoolSize=6");
      assertIsManaged(application, link, "main");
      String[] open = {
        "open", SERVER.url(link) + "?sslmode=disable", SERVER.user(), SERVER.password(), "SELECT 1"
      };
      Link.Count mark = link.mark();
      assertEquals("1", application.tell(open));
      open[0] = "open-source";
      assertEquals("1", application.tell(open));
      assertEquals(link.since(mark).turnArounds(), trips(application, "none"), application::output);
      assertEquals(List.of(), application.said(" (warn|error) "));
    }
  }

  /** HikariCP as a published library has it inside, with the driver in its own package. */
  @Test
  @Tag("matrix")
  void aPublishedLibrarysPoolIsFoundAndManaged() {
    try (Link link = link();
        Application application = Application.withTimeouts()
            .classPath(List.of(Libraries.jar("flink-sql-connector-mysql-cdc", "*")))
            .setting("pool.max-size", "4")
            .setting("slow-query.threshold", "20ms")
            .start()) {
      assertEquals(
          "created",
          application.tell(Application.poolCommand(
              "main",
              "shaded",
              SERVER,
              SERVER.url(link),
              "package=" + BUNDLED,
              "poolName=main",
              "maximumPoolSize=6")));
      assertIsManaged(application, link, "main");
    }
  }

  /** A fork has its own protocol and its own name. */
  @Test
  @Tag("matrix")
  void aForkIsLeftAloneAndNamed() {
    try (Link link = link();
        Application application = Application.with()
            .classPath(List.of(Libraries.jar("jdbc-yugabytedb", "*")))
            .start()) {
      application.pool("main", SERVER, link, "maximumPoolSize=1");
      String url = SERVER.url(link).replace("jdbc:postgresql:", "jdbc:yugabytedb:");
      assertEquals(
          "1", application.tell("open", url, SERVER.user(), SERVER.password(), "SELECT 1"));
      application.await("resembles one that Tripmeter knows is left alone.* package=com.yugabyte ");
      assertEquals(0, trips(application, "none"));
    }
  }

  @Test
  void theNamesAreTheApplicationsOwn() throws Exception {
    assertTrue(Relocated.classPath(List.of(Libraries.pgjdbc(Libraries.NEWEST_PGJDBC)))
        .get(0)
        .toString()
        .contains("relocated"));
    try (Application application =
        relocated(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP).start()) {
      String answer = application.tell(
          "open", SERVER.url() + "?sslmode=disable", SERVER.user(), "wrong", "SELECT 1");
      assertTrue(
          answer.startsWith("failed: 28P01 " + Relocated.DRIVER + ".util.PSQLException"), answer);
    }
  }
}
