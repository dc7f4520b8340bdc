package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A proxy that stays up and answers keepalives, while what is behind it is gone without a word: nobody waits longer than the pool gives a
 * validation. Bare, the pool's validation notices it.
 */
final class LostHostTest {
  /** HikariCP asks the server about a connection that was idle for half a second. */
  private static final long SILENCE_MILLIS = 800;

  private static final long VALIDATION_MILLIS = 1000;
  private static final long SECOND_MILLIS = 1000;
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.with().embedded().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  static Stream<Arguments> libraries() {
    List<String> hikaris = Libraries.hikaricpForFaults();
    return Stream.of(
        Arguments.of(hikaris.get(0), Libraries.PGJDBC.get(0)),
        Arguments.of(Libraries.NEWEST_HIKARICP, Libraries.NEWEST_PGJDBC));
  }

  private static Link link() {
    return Link.to(server).roundTrip(Duration.ofMillis(4)).open();
  }

  private static void pool(Application application, Link link, int size, String... more) {
    String[] settings = Stream.concat(
            Stream.of("maximumPoolSize=" + size, "validationTimeout=" + VALIDATION_MILLIS),
            Stream.of(more))
        .toArray(String[]::new);
    application.pool("main", server, link, settings);
    Eventually.equal(size, link::open, application::output);
    assertEquals("1", application.ask("main", "SELECT 1"));
    Eventually.pause(SILENCE_MILLIS);
  }

  /** What the question ends with, and that it does so in time. */
  private static String answerWithin(long millis, Application application, String... command) {
    long start = System.nanoTime();
    String answer = application.tell(command);
    long took = (System.nanoTime() - start) / 1_000_000;
    assertTrue(took < millis, () -> answer + " after " + took + " ms\n" + application.output());
    return answer;
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void theFirstStatementFailsInTheTimeOfAValidationAndThePoolGoesOn(String hikari, String driver) {
    try (Link link = link();
        Application application =
            Application.with().hikari(hikari).pgjdbc(driver).start()) {
      pool(application, link, 2);
      link.stall();
      String answer =
          answerWithin(VALIDATION_MILLIS + SECOND_MILLIS, application, "ask", "main", "SELECT 1");
      assertTrue(answer.startsWith("failed: 08006"), answer);
      application.await("connection closed: no answer to its first statement after the borrow.*"
          + "pool=main .*millis=" + VALIDATION_MILLIS);
      link.cut();
      link.restore();
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
    }
  }

  /** As bare: the pool asks, is not answered, and opens another connection. */
  @Test
  void onceOneIsLostTheOthersAreValidatedByThePool() {
    try (Link link = link();
        Application application = Application.with().start()) {
      pool(application, link, 3);
      link.stall();
      application.ask("main", "SELECT 1");
      int second = application.order("ask", "main", "SELECT 1");
      Eventually.pause(VALIDATION_MILLIS / 2);
      link.cut();
      link.restore();
      assertEquals("1", application.answer(second), application::output);
      assertEquals(
          1,
          application
              .said("connection closed: no answer to its first statement")
              .size());
    }
  }

  @Test
  void aShorterTimeoutOfTheApplicationsCountsFirst() {
    try (Link link = link();
        Application application = Application.with().start()) {
      pool(
          application,
          link,
          1,
          "validationTimeout=5000",
          "jdbcUrl=" + server.url(link) + "?sslmode=disable&socketTimeout=1");
      link.stall();
      String answer =
          answerWithin(SECOND_MILLIS + SECOND_MILLIS, application, "ask", "main", "SELECT 1");
      assertTrue(answer.startsWith("failed: 08006"), answer);
    }
  }

  @Test
  void aStatementThatRunsLongerThanAValidationMayIsNotHurt() {
    try (Link link = link();
        Application application = Application.with().start()) {
      pool(application, link, 1);
      Link.Count mark = link.mark();
      assertEquals("", application.ask("main", "SELECT pg_sleep(2.5)"), application::output);
      assertEquals(1, link.since(mark).turnArounds());
      assertEquals(1, link.open());
    }
  }

  /** Bare, nothing limits it but the application's own timeout. */
  @ParameterizedTest
  @MethodSource("libraries")
  void aStatementThatRunsWhenTheHostGoesEndsAsItDoesBare(String hikari, String driver) {
    long bare = timeOfAStatementInFlight(
        Application.with().hikari(hikari).pgjdbc(driver).withoutAgent());
    long ours = timeOfAStatementInFlight(Application.with().hikari(hikari).pgjdbc(driver));
    assertTrue(ours < bare + SECOND_MILLIS, ours + " ms, bare " + bare + " ms");
  }

  private static long timeOfAStatementInFlight(ApplicationBuilder builder) {
    try (Link link = link();
        Application application = builder.start()) {
      pool(
          application, link, 1, "jdbcUrl=" + server.url(link) + "?sslmode=disable&socketTimeout=2");
      long start = System.nanoTime();
      int order = application.order("ask", "main", "SELECT pg_sleep(30)");
      Eventually.pause(SILENCE_MILLIS);
      link.stall();
      String answer = application.answer(order);
      assertTrue(answer.startsWith("failed: 08006"), answer);
      return (System.nanoTime() - start) / 1_000_000;
    }
  }

  @Test
  void whatTheApplicationHasSetOfItsSocketsIsLeftToItAndThePoolValidates() {
    for (String own : List.of("tcpKeepAlive=true")) {
      try (Link link = link();
          Application application = Application.with().start()) {
        pool(application, link, 1, "jdbcUrl=" + server.url(link) + "?sslmode=disable&" + own);
        Link.Count mark = link.mark();
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
        assertEquals(2, link.since(mark).turnArounds(), own);
      }
    }
  }
}
