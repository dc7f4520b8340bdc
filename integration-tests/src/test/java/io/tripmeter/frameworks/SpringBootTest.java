package io.tripmeter.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.programs.Requests;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole application as Spring Boot packages it, which makes its own HikariCP for Flyway, Hibernate and Spring MVC: {@code
 * integration-tests/spring-boot}.
 */
final class SpringBootTest {
  private static final Duration DELAY = Duration.ofMillis(10);
  private static final Duration QUIET = Duration.ofMillis(100);
  private static final String REQUESTS = "tripmeter_request_round_trips_count";
  private static final String TRIPS = "tripmeter_request_round_trips_sum";
  private static final String[] COMMON_TAG = {"application", "library"};
  private static final String POOL = "HikariPool-1";

  private PostgresServer server;

  @BeforeEach
  void startServer() {
    server = PostgresServer.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private ForkedJvmBuilder application(String url) {
    return application(Libraries.springBoot(), url);
  }

  private ForkedJvmBuilder application(Path jar, String url) {
    return ForkedJvm.ofJar(jar)
        .agent()
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .property("tripmeter.session.statement-timeout", "30s")
        .property("tripmeter.session.lock-timeout", "5s")
        .property("tripmeter.session.idle-in-transaction-timeout", "60s")
        .argument(
            "--spring.datasource.url=" + url + "?sslmode=disable",
            "--spring.datasource.username=" + server.user(),
            "--spring.datasource.password=" + server.password());
  }

  @Test
  void onTheServerItself() throws Exception {
    try (Link link = Link.to(server).joiningBegin().logging().roundTrip(DELAY).open();
        Requests requests = start(application(server.url(link)))) {
      assertTrue(requests.jvm().await("DB endpoint is .*").group().contains("verdict=direct"));
      assertRight(requests, link);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.7", "4"})
  @Tag("matrix")
  void soItIsWithTheOtherVersions(String version) throws Exception {
    try (Link link = Link.to(server).joiningBegin().logging().roundTrip(DELAY).open();
        Requests requests = start(application(Libraries.springBoot(version), server.url(link)))) {
      assertRight(requests, link);
    }
  }

  /** As in an image: the application's jar beside its libraries, which are the files of the layers. */
  @Test
  @Tag("matrix")
  void unpackedAsInAnImage(@TempDir Path directory) throws Exception {
    Path image = directory.resolve("image");
    try (ForkedJvm unpacking = ForkedJvm.ofJar(Libraries.springBoot())
        .property("jarmode", "tools")
        .argument("extract", "--destination", image.toString())
        .start()) {
      assertEquals(0, unpacking.exitCode(), unpacking::output);
    }
    Path jar = image.resolve(Libraries.springBoot().getFileName());
    try (Link link = Link.to(server).joiningBegin().logging().roundTrip(DELAY).open();
        Requests requests = start(application(jar, server.url(link)))) {
      assertRight(requests, link);
    }
  }

  @Test
  void behindATransactionPooler() throws Exception {
    String version = PoolerPrograms.PGBOUNCER.get(0);
    assumeTrue(PoolerPrograms.pgBouncer(version).isPresent(), "no PgBouncer " + version);
    try (PgBouncer pooler =
            PgBouncer.before(server).version(version).poolSize(2).start();
        Link link = Link.to(pooler).joiningBegin().logging().roundTrip(DELAY).open();
        Requests requests = start(application(pooler.url(link))
            .property("tripmeter.endpoint.direct", server.host() + ":" + server.port()))) {
      requests.jvm().await("DB endpoint is behind a transaction pooler pool=" + POOL);
      requests.jvm().await("migration goes to the direct endpoint pool=" + POOL);
      assertEquals("0", server.value("SELECT statement_timeout FROM migrated"));
      assertRight(requests, link);
      assertEquals("0", pooler.value("SHOW statement_timeout"));
    }
  }

  private static Requests start(ForkedJvmBuilder builder) {
    return Requests.start(builder, "Tomcat started on port\\D*(\\d+)");
  }

  private static void assertRight(Requests requests, Link link) throws InterruptedException {
    ForkedJvm jvm = requests.jvm();
    jvm.await("warm-up complete pool=" + POOL + " requested=6 warmed=6");
    link.awaitIdle(QUIET, ForkedJvm.PATIENCE);
    List<String> eight = requests.send("/authors").body().lines().toList();
    assertTrue(eight.get(0).contains("author 8: 2"), eight::toString);
    assertCost(requests, link, "/authors", "/authors", 1 + 8 + 1);
    assertCost(requests, link, "/authors/3", "/authors/{id}", 2);
    assertCost(requests, link, "/count", "/count", 1);
    assertCost(requests, link, "/timeouts", "/timeouts", 2);
    assertEquals("30s 5s 1min", requests.send("/timeouts").body());
    assertEquals(200, requests.get("/actuator/health"));
    assertActuator(requests, link);
    String repeated = jvm.await("statement is being repeated in one request .*").group();
    assertTrue(
        repeated.contains(" route=/authors caller=example.library.AuthorController."), repeated);
    assertTrue(repeated.endsWith(" reason=\"lazy association\""), repeated);
    PetClinic.assertCaller(requests);
    assertEquals(0, requests.linesWith("tripmeter: error"), jvm::output);
  }

  /** What is counted for the request is what the wire saw. */
  private static void assertCost(Requests requests, Link link, String path, String route, int trips)
      throws InterruptedException {
    Scrape scrape = requests.scrape();
    Metrics before = scrape.metrics();
    Link.Count mark = link.mark();
    assertEquals(200, requests.get(path), requests.jvm()::output);
    Metrics after = scrape.await(
        now -> now.sum(REQUESTS, "route", route) > before.sum(REQUESTS, "route", route));
    link.awaitIdle(QUIET, ForkedJvm.PATIENCE);
    assertEquals(
        trips, after.sum(TRIPS, "route", route) - before.sum(TRIPS, "route", route), route);
    assertEquals(new Link.Count(0, trips), link.since(mark), () -> String.join("\n", link.log()));
  }

  /** The application's own endpoint shows what the wire saw, with the application's common tag. */
  private static void assertActuator(Requests requests, Link link) throws InterruptedException {
    Metrics before = awaitActuator(requests, "/count", 1);
    Link.Count mark = link.mark();
    for (int i = 0; i < 3; i++) {
      assertEquals(200, requests.get("/count"));
    }
    Metrics after = awaitActuator(requests, "/count", 4);
    link.awaitIdle(QUIET, ForkedJvm.PATIENCE);
    assertEquals(new Link.Count(0, 3), link.since(mark), () -> String.join("\n", link.log()));
    String[] ofRoute = {"route", "/count", "application", "library"};
    String trips = "tripmeter_request_round_trips_total";
    assertEquals(3, after.sum(trips, ofRoute) - before.sum(trips, ofRoute));
    String all = "tripmeter_round_trips_total";
    assertEquals(3, after.sum(all, COMMON_TAG) - before.sum(all, COMMON_TAG));
    assertEquals(requests.scrape().metrics().sum(all), after.sum(all, COMMON_TAG));
    assertEquals(after.sum(all), after.sum(all, COMMON_TAG));
    assertEquals(6, after.sum("tripmeter_warmup_warmed", "application", "library", "pool", POOL));
    assertEquals(6, after.sum("hikaricp_connections", "application", "library", "pool", POOL));
  }

  private static Metrics awaitActuator(Requests requests, String route, double count) {
    String requestsOf = "tripmeter_request_database_time_seconds_count";
    return requests.await(
        "/actuator/prometheus",
        metrics -> metrics.sum(requestsOf, "route", route, "application", "library") == count);
  }
}
