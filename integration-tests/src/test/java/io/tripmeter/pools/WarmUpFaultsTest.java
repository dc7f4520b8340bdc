package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A warm-up is best effort: what it cannot open keeps no application from starting. */
final class WarmUpFaultsTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static PostgresServer crowded;

  @BeforeAll
  static void startServer() {
    // Three of them are kept for superusers.
    crowded = PostgresServer.with().maxConnections(21).start();
  }

  @AfterAll
  static void stopServer() {
    crowded.close();
  }

  static List<String> hikaris() {
    return Libraries.hikaricpForFaults();
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void whatTheServerHasNoRoomForIsAWarningAndTheApplicationRuns(String hikari) {
    Eventually.equal(0, crowded::sessions, () -> "sessions of the test before this one");
    try (Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
        Application application =
            Application.with().hikari(hikari).setting("log.format", "json").start()) {
      application.pool("main", crowded, link, "maximumPoolSize=20");
      String line = application.await("warm-up incomplete");
      // Not always 18: a connection that is about to be refused takes the room of one that would
      // not.
      assertTrue(
          line.matches("\\{\"level\":\"warn\",\"requested\":20,\"warmed\":1?\\d,\"message\":.*"),
          line);
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(18, application.askAll("main", 18, "SELECT 1").size());
      assertTrue(link.peak() <= 20, () -> link.peak() + " at once");
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void aPoolThatMayStartWithoutItsServerServesWhenTheServerComesUp(String hikari) {
    PostgresServer server = PostgresServer.shared();
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = APPLICATIONS.start(Application.with().hikari(hikari))) {
      link.refuse();
      for (String timeout : List.of("-1", "0")) {
        application.pool(
            "pool" + timeout,
            server,
            link,
            "maximumPoolSize=3",
            "connectionTimeout=1000",
            "initializationFailTimeout=" + timeout);
        String answer = application.ask("pool" + timeout, "SELECT 1");
        assertTrue(answer.startsWith("failed: "), answer);
      }
      link.restore();
      for (String timeout : List.of("-1", "0")) {
        Eventually.equal(
            "1", () -> application.ask("pool" + timeout, "SELECT 1"), application::output);
      }
      assertTrue(link.peak() <= 6, () -> link.peak() + " at once");
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void aPoolWhoseServerIsDownFailsAsItDoesWithoutTripmeter(String hikari) {
    PostgresServer server = PostgresServer.shared();
    try (Link link = Link.to(server).open()) {
      link.refuse();
      String with = answer(server, link, Application.with().hikari(hikari));
      String without = answer(server, link, Application.with().hikari(hikari).withoutAgent());
      assertEquals(without, with);
      assertTrue(with.contains("PoolInitializationException"), with);
    }
  }

  private static String answer(PostgresServer server, Link link, ApplicationBuilder builder) {
    try (Application application = APPLICATIONS.start(builder)) {
      return application.tell(Application.poolCommand(
          "down", "constructor", server, server.url(link), "maximumPoolSize=3"));
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void aFailedCreationLeavesNoConnectionBehindAndTheNextOneIsWarm(String hikari) {
    PostgresServer server = PostgresServer.shared();
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = APPLICATIONS.start(Application.with().hikari(hikari))) {
      String[] command = Application.poolCommand(
          "again",
          "constructor",
          server,
          server.url(link),
          "maximumPoolSize=3",
          "connectionInitSql=SELECT 1/0");
      String answer = application.tell(command);
      assertTrue(answer.startsWith("failed: "), answer);
      Eventually.equal(0, link::open, application::output);
      application.pool("again", server, link, "maximumPoolSize=3");
      assertTrue(application.warmedUp("again").contains("warmed=3"), application::output);
      Eventually.equal(3, link::open, application::output);
    }
  }

  /** HikariCP itself leaves open the connection that it has opened by then. */
  @ParameterizedTest
  @MethodSource("hikaris")
  void whatAPoolThatFailsAfterItsFirstConnectionWarmedUpIsClosed(String hikari) {
    PostgresServer server = PostgresServer.shared();
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = APPLICATIONS.start(Application.with().hikari(hikari))) {
      String answer = application.tell(Application.poolCommand(
          "failing", "without-metrics", server, server.url(link), "maximumPoolSize=5"));
      assertEquals("failed: java.lang.IllegalStateException: no metrics", answer);
      long start = System.nanoTime();
      Eventually.equal(1, link::open, application::output);
      // Nobody waits for a pool that will not come.
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
    }
  }
}
