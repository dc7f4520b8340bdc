package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.EachPool;
import io.tripmeter.child.Eventually;
import io.tripmeter.child.PoolProduct.Trait;
import io.tripmeter.child.PoolSettings;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool that the server does not let in, or not with all of its connections, fares as without Tripmeter. */
final class PoolsRefusedTest {
  /** Of {@link #crowded}. */
  private static final int ROOM = 10;

  private static PostgresServer server;
  private static PostgresServer crowded;

  @BeforeAll
  static void startServers() {
    server = PostgresServer.with().embedded().start();
    // With room for this test's own questions.
    crowded = PostgresServer.with()
        .maxConnections(ROOM + 8)
        .setting("superuser_reserved_connections", "8")
        .start();
  }

  @AfterAll
  static void stopServers() {
    server.close();
    crowded.close();
  }

  static Stream<PoolUnderTest> thatGiveUp() {
    return PoolUnderTest.ofThisRun().filter(pool -> !pool.is(Trait.TRIES_ON));
  }

  @ParameterizedTest
  @MethodSource("thatGiveUp")
  void aWrongPasswordIsTriedAsOftenAsWithoutTripmeter(PoolUnderTest pool) {
    PoolSettings initial = pool.settings().max(9).initial(5).timeout(Duration.ofSeconds(5));
    PoolSettings minimum = pool.settings().max(9).min(5).initial(0).timeout(Duration.ofSeconds(5));
    List<String> bare = attempts(pool, pool.with().withoutAgent(), initial, minimum);
    for (String answer : bare) {
      assertTrue(answer.startsWith("failed: "), answer);
      assertTrue(answer.contains("password authentication failed"), answer);
      assertTrue(!pool.is(Trait.FILLED_BY_ITS_CREATION) || answer.endsWith(" 1"), answer);
    }
    assertEquals(bare, attempts(pool, pool.with(), initial, minimum));
    if (!pool.is(Trait.OPENS_ALL_ITSELF)) {
      ApplicationBuilder more = pool.with().setting("warmup", "20");
      assertEquals(bare.subList(0, 1), attempts(pool, more, initial));
    }
  }

  /** What the application is told, and how often the server has refused, of each of these pools. */
  private static List<String> attempts(
      PoolUnderTest pool, ApplicationBuilder builder, PoolSettings... pools) {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      return Stream.of(pools)
          .map(each -> attempts(pool, application, link, each))
          .toList();
    }
  }

  private static String attempts(
      PoolUnderTest pool, Application application, Link link, PoolSettings settings) {
    long before = WrongPassword.refused(server);
    String[] command = pool.command("main", server, server.url(link), settings);
    String answer = application.tell(WrongPassword.in(command));
    if (answer.equals("created")) {
      answer = application.ask("main", "SELECT 1");
    }
    // Two attempts are some milliseconds apart.
    Eventually.pause(1000);
    assertEquals(0, link.open());
    return answer + " " + (WrongPassword.refused(server) - before);
  }

  static Stream<PoolUnderTest> thatAreFilledByTheirCreation() {
    return PoolUnderTest.ofThisRun().filter(pool -> !standsWithLess(pool));
  }

  /** The creation fails as without Tripmeter; an operator's larger number does not make it fail. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("thatAreFilledByTheirCreation")
  void aServerWithoutRoomForAllFailsTheCreationThatItFailsWithoutTripmeter(PoolUnderTest pool) {
    PoolSettings tooMany = pool.settings().max(14).keeping(14).initial(14);
    PoolSettings fitting = pool.settings().max(14).keeping(14).initial(ROOM);
    PoolSettings few = pool.settings().max(14).keeping(14).initial(2);
    String bare = crowd(pool, pool.with().withoutAgent(), tooMany);
    assertTrue(bare.startsWith("failed: "), bare);
    assertEquals(bare, crowd(pool, pool.with(), tooMany));
    String full = "created " + ROOM;
    assertEquals(full, crowd(pool, pool.with().withoutAgent(), fitting));
    assertEquals(full, crowd(pool, pool.with(), fitting));
    assertEquals(full, crowd(pool, pool.with().setting("warmup", "14"), few, 3));
  }

  private static void awaitNobody() {
    Eventually.equal(0, crowded::sessions, () -> "sessions of those before");
  }

  private static String crowd(
      PoolUnderTest pool, ApplicationBuilder builder, PoolSettings settings) {
    return crowd(pool, builder, settings, 0);
  }

  /** @param least as many are open before anybody borrows */
  private static String crowd(
      PoolUnderTest pool, ApplicationBuilder builder, PoolSettings settings, int least) {
    awaitNobody();
    try (Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      String answer = application.tell(pool.command("main", crowded, crowded.url(link), settings));
      if (!answer.equals("created")) {
        Eventually.equal(0, link::open, application::output);
        return answer;
      }
      Eventually.equal(true, () -> link.open() >= least, application::output);
      Idle.await(link);
      // Of many that ask at once the server may refuse more than it has no room for, and a warm-up
      // does not try again: the pool itself does.
      assertEquals("held", application.tell("hold", "main", Integer.toString(ROOM)));
      assertEquals("released", application.tell("release", "main"));
      return answer + " " + link.open();
    }
  }

  private static boolean standsWithLess(PoolUnderTest pool) {
    return !pool.is(Trait.FILLED_BY_ITS_CREATION) || pool.is(Trait.STOPS_AT_A_REFUSAL);
  }

  static Stream<PoolUnderTest> thatStandWithLess() {
    return PoolUnderTest.ofThisRun().filter(PoolsRefusedTest::standsWithLess);
  }

  /** Which of the connections that are opened at once is refused is chance, and so is whether the last place stays free for a moment. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("thatStandWithLess")
  void aServerWithoutRoomForAllServesAsManyAsWithoutTripmeter(PoolUnderTest pool) {
    long bare = attemptsForAll(pool, pool.with().withoutAgent());
    long attempts = attemptsForAll(pool, pool.with());
    if (pool.is(Trait.TRIES_EACH_ONCE)) {
      assertEquals(14, bare);
      // Each of the places that was refused for a moment is asked for once more.
      assertTrue(attempts <= 14 + ROOM, () -> attempts + " attempts");
    }
  }

  private static long attemptsForAll(PoolUnderTest pool, ApplicationBuilder builder) {
    awaitNobody();
    try (Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      pool.create(application, "main", crowded, link, pool.settings().max(14).initial(14));
      int least = pool.is(Trait.STOPS_AT_A_REFUSAL) ? ROOM : 14;
      Eventually.equal(true, () -> link.count().connections() >= least, application::output);
      // The last one is in the pool, or refused.
      Idle.await(link);
      if (pool.is(Trait.TRIES_ON)) {
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      assertEquals("held", application.tell("hold", "main", Integer.toString(ROOM)));
      assertEquals(ROOM, crowded.sessions(), application::output);
      application.tell("release", "main");
      return link.count().connections();
    }
  }

  /** A server that is not there: the same exception, of the creation or of the first borrower. */
  @Tag("matrix")
  @EachPool
  void aServerThatIsNotThereIsTheSameException(PoolUnderTest pool) {
    String gone;
    try (Link link = Link.to(server).open()) {
      gone = server.url(link);
    }
    PoolSettings settings = pool.settings().max(5).initial(5).timeout(Duration.ofSeconds(2));
    String bare = answer(pool, pool.with().withoutAgent(), gone, settings);
    assertTrue(bare.startsWith("failed: "), bare);
    assertEquals(bare, answer(pool, pool.with(), gone, settings));
    assertEquals(bare, answer(pool, pool.with().setting("warmup", "30"), gone, settings));
  }

  private static String answer(
      PoolUnderTest pool, ApplicationBuilder builder, String url, PoolSettings settings) {
    try (Application application = builder.start()) {
      String answer = application.tell(pool.command("main", server, url, settings));
      answer = answer.equals("created") ? application.ask("main", "SELECT 1") : answer;
      // c3p0 names the object.
      return answer.replaceAll("@[0-9a-f]+", "");
    }
  }
}
