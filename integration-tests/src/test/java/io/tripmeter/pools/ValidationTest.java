package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Applications;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a borrow costs after a silence, and that a connection which died in it is replaced before anyone gets it. */
final class ValidationTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  /** HikariCP asks the server about a connection that was idle for half a second. */
  private static final long SILENCE_MILLIS = 1200;

  private static final int SIZE = 4;
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.with().embedded().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  static List<String> hikaris() {
    return Libraries.hikaricpForFaults();
  }

  /** Pools "left" and "asked" are validated as their names say. */
  private static ApplicationBuilder application(String hikari) {
    return Application.with()
        .hikari(hikari)
        .setting("pools.left.pool.validation", "pool")
        .setting("pools.asked.pool.validation", "borrow");
  }

  private static long costOfASparseRequest(ApplicationBuilder builder, String pool) {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = APPLICATIONS.start(builder)) {
      application.pool(pool, server, link, "maximumPoolSize=2");
      Eventually.equal(2, link::open, application::output);
      assertEquals("1", application.ask(pool, "SELECT 1"));
      Eventually.pause(SILENCE_MILLIS);
      Link.Count mark = link.mark();
      assertEquals("1", application.ask(pool, "SELECT 1"));
      return link.since(mark).turnArounds();
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void aSparseRequestWithOneQueryCostsOneTurnAroundWhereItBareCostsTwo(String hikari) {
    assertEquals(1, costOfASparseRequest(application(hikari), "sparse"));
    assertEquals(2, costOfASparseRequest(application(hikari).withoutAgent(), "sparse"));
  }

  @Test
  void leftToThePoolASparseRequestIsValidated() {
    assertEquals(2, costOfASparseRequest(application(Libraries.NEWEST_HIKARICP), "left"));
  }

  /** The pool lends an object of the data source's: nobody tells when the driver's connection is idle, and the kernel does not watch it. */
  @Test
  void aConnectionThatTheDataSourceHasWrappedIsValidatedByThePool() {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = Application.with()
            .property("com.zaxxer.hikari.aliveBypassWindowMs", "-1")
            .start()) {
      application.tell(
          "pool",
          "main",
          "constructor",
          "dataSourceClassName=example.WrappingDataSource",
          "dataSource.url=" + server.url(link) + "?sslmode=disable",
          "username=" + server.user(),
          "password=" + server.password(),
          "maximumPoolSize=1");
      assertEquals("1", application.ask("main", "SELECT 1"));
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      assertEquals(8, link.since(mark).turnArounds());
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void onEveryBorrowTheServerIsAskedIfTheOperatorWantsIt(String hikari) {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = APPLICATIONS.start(application(hikari))) {
      application.pool("asked", server, link, "maximumPoolSize=1");
      application.warmedUp("asked");
      Link.Count mark = link.mark();
      for (int i = 0; i < 5; i++) {
        application.ask("asked", "SELECT 1");
      }
      assertEquals(10, link.since(mark).turnArounds());
      assertEquals(
          5,
          application
              .metrics()
              .sum("tripmeter_round_trips_total", "pool", "asked", "kind", "validate"),
          1,
          "and one by the pool's constructor");
    }
  }

  @Test
  void theApplicationsOwnQuestionWhetherAConnectionIsValidGoesToTheServer() {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = APPLICATIONS.start(application(Libraries.NEWEST_HIKARICP))) {
      application.pool("own", server, link, "maximumPoolSize=1");
      application.warmedUp("own");
      Link.Count mark = link.mark();
      assertEquals("true", application.tell("valid", "own"));
      assertEquals("true", application.tell("valid", "own"));
      assertEquals(2, link.since(mark).turnArounds());
    }
  }

  /** After it none of the pool's connections is what it was; every request must still succeed, on a new one. */
  private static void assertNoRequestFails(String pool) {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = APPLICATIONS.start(application(Libraries.NEWEST_HIKARICP))) {
      application.pool(pool, server, link, "maximumPoolSize=" + SIZE);
      application.warmedUp(pool);
      assertEquals(SIZE, link.open());
      // Those of the test before may still be on their way out.
      Eventually.equal(SIZE, server::sessions, application::output);
      Eventually.pause(SILENCE_MILLIS);
      for (int i = 0; i < 2 * SIZE; i++) {
        assertEquals("1", application.ask(pool, "SELECT 1"), application::output);
      }
      application.tell("hold", pool, Integer.toString(SIZE));
      application.tell("release", pool);
      assertEquals(2 * SIZE, link.count().connections());
    }
  }

  @Test
  void sessionsThatTheServerEndedForIdlenessAreReplaced() {
    server.execute("ALTER ROLE app SET idle_session_timeout = '600ms'");
    try {
      assertNoRequestFails("idle");
    } finally {
      server.execute("ALTER ROLE app RESET idle_session_timeout");
    }
  }
}
