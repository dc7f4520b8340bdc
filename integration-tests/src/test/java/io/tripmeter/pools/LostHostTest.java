package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Applications;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A proxy that stays up and answers keepalives, while what is behind it is gone without a word: nobody waits longer than the pool gives a
 * validation. Bare, the pool's validation notices it.
 */
final class LostHostTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  /** HikariCP asks the server about a connection that was idle for half a second. */
  private static final long SILENCE_MILLIS = 800;

  private static final long VALIDATION_MILLIS = 1000;
  /** What a machine that is busy takes for the rest. Who is not noticed hangs for minutes. */
  private static final long MARGIN_MILLIS = 3000;
  /** Of the kernel's clock as it tells it, a second. */
  private static final int TICKS = 100;

  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.with().tls().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** The oldest encrypted, the newest not. */
  static Stream<Arguments> libraries() {
    ApplicationBuilder oldest = Application.with()
        .java(Jdks.home(8).orElse(Jdks.running()))
        .hikari(Libraries.HIKARICP.get(0))
        .pgjdbc(Libraries.PGJDBC.get(0));
    return Stream.of(Arguments.of(oldest, "require"), Arguments.of(Application.with(), "disable"));
  }

  private static Link link() {
    return Link.to(server).roundTrip(Duration.ofMillis(4)).open();
  }

  /** The pool's name: no other test has this link. */
  private static String pool(Application application, Link link, int size, String... more) {
    String pool = "pool" + link.port();
    String[] settings = Stream.concat(
            Stream.of("maximumPoolSize=" + size, "validationTimeout=" + VALIDATION_MILLIS),
            Stream.of(more))
        .toArray(String[]::new);
    application.pool(pool, server, link, settings);
    Eventually.equal(size, link::open, application::output);
    assertEquals("1", application.ask(pool, "SELECT 1"));
    Eventually.pause(SILENCE_MILLIS);
    return pool;
  }

  /** What the question ends with, and that it does so in time. */
  private static String answerWithin(long millis, Application application, String... command) {
    long start = System.nanoTime();
    String answer = application.tell(command);
    long took = (System.nanoTime() - start) / 1_000_000;
    assertTrue(took < millis, () -> answer + " after " + took + " ms\n" + application.output());
    return answer;
  }

  private static String url(Link link, String parameters) {
    return "jdbcUrl=" + server.url(link) + "?" + parameters;
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void theFirstStatementFailsInTheTimeOfAValidationAndThePoolGoesOn(
      ApplicationBuilder libraries, String sslMode) {
    try (Link link = link();
        Application application = APPLICATIONS.start(libraries)) {
      String pool = pool(application, link, 2, url(link, "sslmode=" + sslMode));
      Eventually.equal(true, () -> isAskedByTheKernel(link), application::output);
      link.stall();
      String answer =
          answerWithin(VALIDATION_MILLIS + MARGIN_MILLIS, application, "ask", pool, "SELECT 1");
      assertTrue(answer.startsWith("failed: 08006"), answer);
      application.await("connection closed: no answer to its first statement after the borrow.*"
          + "pool=" + pool + " .*millis=" + VALIDATION_MILLIS);
      link.cut();
      link.restore();
      assertEquals("1", application.ask(pool, "SELECT 1"), application::output);
      assertEquals("1", application.ask(pool, "SELECT 1"), application::output);
    }
  }

  @Test
  void whatIsLentIsNotWatchedByTheKernel() {
    try (Link link = link();
        Application application = APPLICATIONS.start(Application.with())) {
      String pool = pool(application, link, 1);
      Eventually.equal(true, () -> isAskedByTheKernel(link), application::output);
      application.tell("hold", pool, "1");
      assertFalse(isAskedByTheKernel(link), application::output);
      application.tell("release", pool);
      Eventually.equal(true, () -> isAskedByTheKernel(link), application::output);
    }
  }

  private static boolean isAskedByTheKernel(Link link) {
    return isAskedByTheKernel(link.connections().get(0).clientPort());
  }

  /** Whether the socket of this port waits for no more than 2 s until the kernel asks its other end: Linux tells it. */
  private static boolean isAskedByTheKernel(int port) {
    String local = String.format(":%04X", port);
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .flatMap(LostHostTest::lines)
        .map(line -> line.trim().split("\\s+"))
        .filter(socket -> socket[1].endsWith(local))
        .anyMatch(socket -> socket[5].startsWith("02:")
            && Integer.parseInt(socket[5].substring(3), 16) <= 2 * TICKS);
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As bare: the pool asks, is not answered, and opens another connection. */
  @Test
  void onceOneIsLostTheOthersAreValidatedByThePool() {
    try (Link link = link();
        Application application = APPLICATIONS.start(Application.with())) {
      String pool = pool(application, link, 3);
      link.stall();
      application.ask(pool, "SELECT 1");
      int second = application.order("ask", pool, "SELECT 1");
      Eventually.pause(VALIDATION_MILLIS / 2);
      link.cut();
      link.restore();
      assertEquals("1", application.answer(second), application::output);
      assertEquals(
          1,
          application
              .said("connection closed: no answer to its first statement.*pool=" + pool)
              .size());
    }
  }

  @Test
  void aShorterTimeoutOfTheApplicationsCountsFirst() {
    try (Link link = link();
        Application application = APPLICATIONS.start(Application.with())) {
      String pool = pool(
          application,
          link,
          1,
          "validationTimeout=5000",
          url(link, "sslmode=disable&socketTimeout=1"));
      link.stall();
      String answer =
          answerWithin(MARGIN_MILLIS + MARGIN_MILLIS, application, "ask", pool, "SELECT 1");
      assertTrue(answer.startsWith("failed: 08006"), answer);
    }
  }

  @Test
  void aStatementThatRunsLongerThanAValidationMayIsNotHurt() {
    try (Link link = link();
        Application application = APPLICATIONS.start(Application.with())) {
      String pool = pool(application, link, 1);
      Link.Count mark = link.mark();
      assertEquals("", application.ask(pool, "SELECT pg_sleep(2.5)"), application::output);
      assertEquals(1, link.since(mark).turnArounds());
      assertEquals(1, link.open());
    }
  }

  /** Bare, nothing limits it but the application's own timeout. */
  @Test
  void aStatementThatRunsWhenTheHostGoesEndsAsItDoesBare() {
    long bare = timeOfAStatementInFlight(Application.with().withoutAgent());
    long ours = timeOfAStatementInFlight(Application.with());
    assertTrue(ours < bare + MARGIN_MILLIS, ours + " ms, bare " + bare + " ms");
  }

  private static long timeOfAStatementInFlight(ApplicationBuilder builder) {
    try (Link link = link();
        Application application = APPLICATIONS.start(builder)) {
      String pool = pool(
          application, link, 1, "jdbcUrl=" + server.url(link) + "?sslmode=disable&socketTimeout=2");
      long start = System.nanoTime();
      int order = application.order("ask", pool, "SELECT pg_sleep(30)");
      Eventually.pause(SILENCE_MILLIS);
      link.stall();
      String answer = application.answer(order);
      assertTrue(answer.startsWith("failed: 08006"), answer);
      return (System.nanoTime() - start) / 1_000_000;
    }
  }

  @Test
  void whatTheApplicationHasSetOfItsSocketsIsLeftToItAndThePoolValidates() {
    try (Link link = link();
        Application application = APPLICATIONS.start(Application.with())) {
      String pool = pool(application, link, 1, url(link, "sslmode=disable&tcpKeepAlive=true"));
      Link.Count mark = link.mark();
      assertEquals("1", application.ask(pool, "SELECT 1"), application::output);
      assertEquals(2, link.since(mark).turnArounds());
    }
  }
}
