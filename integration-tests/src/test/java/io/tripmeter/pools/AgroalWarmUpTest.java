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
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Agroal opens its initial connections on one thread of its own, one after the other; their handshakes overlap. */
final class AgroalWarmUpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String POOL = "agroal-1";

  /** Of SCRAM without TLS. */
  private static final int LEAN_HANDSHAKE = 3;

  static List<String> versions() {
    return Libraries.agroals();
  }

  static List<String> oldestAndNewest() {
    return List.of(Libraries.AGROAL.get(0), Libraries.AGROAL.get(Libraries.AGROAL.size() - 1));
  }

  private static ApplicationBuilder with(String agroal) {
    return Application.with().classPath(Libraries.agroal(agroal));
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(20)).logging().open();
  }

  private static String[] command(PostgresServer server, Link link, String... settings) {
    return Application.poolCommand("main", "agroal", server, server.url(link), settings);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void twentyConnectionsShakeHandsAtOnce(String agroal) {
    try (Link link = link();
        Application application = with(agroal).start()) {
      link.stall();
      int order = application.order(command(SERVER, link, "maxSize=20", "initialSize=20"));
      Eventually.equal(20, link::open, application::output);
      link.restore();
      assertEquals("created", application.answer(order));
      String line = application.warmedUp(POOL);
      assertTrue(line.contains("requested=20 warmed=20"), line);
      assertEquals(20, link.count().connections());
      assertEquals(20, link.peak());
      // Agroal asks its first connection for its isolation level, we what is in force and what
      // stands there.
      long further = link.turnArounds() - 20 * LEAN_HANDSHAKE;
      assertTrue(further <= 3, () -> further + " further trips:\n" + String.join("\n", link.log()));
      assertMetrics(application.metrics(), link);
      long warm = link.turnArounds();
      application.tell("hold", "main", "20");
      application.tell("release", "main");
      assertEquals(warm, link.turnArounds());
      assertEquals(20, link.peak());
    }
  }

  private static void assertMetrics(Metrics metrics, Link link) {
    assertEquals(20, metrics.sum("tripmeter_warmup_requested", "pool", POOL));
    assertEquals(20, metrics.sum("tripmeter_warmup_warmed", "pool", POOL));
    assertEquals(
        20 * LEAN_HANDSHAKE,
        metrics.sum("tripmeter_round_trips_total", "pool", POOL, "kind", "connect"));
    assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", POOL));
    String pool = "db_client_connection_pool_name";
    assertEquals(20, metrics.sum("db_client_connection_count", pool, POOL, "state", "idle"));
    assertEquals(20, metrics.sum("db_client_connection_max", pool, POOL));
  }

  @ParameterizedTest
  @MethodSource("oldestAndNewest")
  void thePoolsMinimumIsOpenedWithoutAnInitialSizeWhereTheOperatorSaysSo(String agroal) {
    try (Link link = link();
        Application application = with(agroal).setting("warmup", "all").start()) {
      application.tell(command(SERVER, link, "maxSize=20", "minSize=5"));
      String line = application.warmedUp(POOL);
      assertTrue(line.contains("requested=5 warmed=5"), line);
      Eventually.equal(5, link::open, application::output);
      assertEquals(5, link.count().connections());
    }
  }

  @Test
  void aPoolThatKeepsNoneIsNotWarmed() {
    try (Link link = link();
        Application application = with("2.5").start()) {
      application.tell(command(SERVER, link, "maxSize=20"));
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(1, link.count().connections());
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @Test
  void anOperatorSaysHowManyConnectionsAreOpenedAndPoolCreationWaitsWhenTold() {
    try (Link link = link();
        Application application =
            with("2.5").setting("warmup", "5").setting("warmup.wait", "30s").start()) {
      application.tell(command(SERVER, link, "maxSize=20"));
      assertEquals(5, link.open());
      String line = application.warmedUp(POOL);
      assertTrue(line.contains("requested=5 warmed=5"), line);
    }
  }

  @ParameterizedTest
  @MethodSource("oldestAndNewest")
  void switchedOffThePoolFillsAsItAlwaysDid(String agroal) {
    try (Link link = link();
        Application application = with(agroal).setting("warmup", "off").start()) {
      link.stall();
      int order = application.order(command(SERVER, link, "maxSize=5", "initialSize=5"));
      Eventually.equal(1, link::open, application::output);
      Eventually.pause(300);
      assertEquals(1, link.open());
      link.restore();
      assertEquals("created", application.answer(order));
      Eventually.equal(5, link::open, application::output);
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @ParameterizedTest
  @MethodSource("oldestAndNewest")
  void noMoreShakeHandsAtOnceThanTheOperatorAllows(String agroal) {
    try (Link link = link();
        Application application =
            with(agroal).setting("warmup.parallelism", "4").start()) {
      link.stall();
      int order = application.order(command(SERVER, link, "maxSize=20", "initialSize=20"));
      Eventually.equal(4, link::open, application::output);
      Eventually.pause(300);
      assertEquals(4, link.open());
      link.restore();
      assertEquals("created", application.answer(order));
      assertTrue(application.warmedUp(POOL).contains("warmed=20"), application::output);
      assertEquals(20, link.peak());
    }
  }

  /** Agroal itself leaves open the connection that its thread opens just then. */
  @ParameterizedTest
  @MethodSource("oldestAndNewest")
  void aPoolThatClosesMeanwhileLeavesNoConnectionOfTheWarmUpBehind(String agroal) {
    assertEquals(leftBehind(with(agroal).withoutAgent(), 1), leftBehind(with(agroal), 20));
  }

  private static int leftBehind(ApplicationBuilder builder, int opening) {
    try (Link link = link();
        Application application = builder.start()) {
      link.stall();
      int order = application.order(command(SERVER, link, "maxSize=20", "initialSize=20"));
      Eventually.equal(opening, link::open, application::output);
      assertEquals("created", application.answer(order));
      int closing = application.order("close", "main");
      link.restore();
      assertEquals("closed", application.answer(closing));
      Eventually.pause(1000);
      assertEquals(List.of(), application.said("warm-up"));
      return link.open();
    }
  }

  @ParameterizedTest
  @MethodSource("oldestAndNewest")
  void aWrongPasswordIsTriedAsOftenAsWithoutTripmeter(String agroal) {
    try (PostgresServer server = PostgresServer.with().embedded().start()) {
      for (String size : new String[] {"initialSize=5", "minSize=5"}) {
        assertEquals(
            attempts(server, with(agroal).withoutAgent(), size),
            attempts(server, with(agroal), size),
            size);
      }
    }
  }

  private static long attempts(PostgresServer server, ApplicationBuilder builder, String size) {
    long before = refused(server);
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      String[] command = command(server, link, "maxSize=5", size, "acquisitionTimeout=PT5S");
      for (int i = 0; i < command.length; i++) {
        command[i] = command[i].startsWith("password=") ? "password=wrong" : command[i];
      }
      assertEquals("created", application.tell(command));
      String answer = application.ask("main", "SELECT 1");
      assertTrue(answer.startsWith("failed: 28P01 "), answer);
      // Two attempts are some milliseconds apart.
      Eventually.pause(1000);
      assertEquals(0, link.open());
      return refused(server) - before;
    }
  }

  private static long refused(PostgresServer server) {
    return Pattern.compile("FATAL:  password authentication failed")
        .matcher(server.log())
        .results()
        .count();
  }

  /** Which of the connections that are opened at once is refused is chance, and so is whether the last place stays free for a moment. */
  @ParameterizedTest
  @MethodSource("oldestAndNewest")
  void aServerWithoutRoomForAllServesAsManyAsWithoutTripmeter(String agroal) {
    // Room for ten, and for this test's own questions while fourteen ask for more.
    try (PostgresServer crowded = PostgresServer.with()
        .maxConnections(18)
        .setting("superuser_reserved_connections", "8")
        .start()) {
      assertEquals(14, attemptsForTen(crowded, with(agroal).withoutAgent()));
      // Each of the ten places that was refused for a moment is asked for once more.
      long attempts = attemptsForTen(crowded, with(agroal));
      assertTrue(attempts <= 14 + 10, () -> attempts + " attempts");
    }
  }

  /** The first borrower of a pool without an initial size asks for a connection before the pool asks for its minimum. */
  @ParameterizedTest
  @MethodSource("oldestAndNewest")
  void aCrowdedServerServesTheFirstBorrower(String agroal) {
    try (PostgresServer crowded = PostgresServer.with()
            .maxConnections(12)
            .setting("superuser_reserved_connections", "8")
            .start();
        Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
        Application application = with(agroal).start()) {
      assertEquals("created", application.tell(command(crowded, link, "maxSize=14", "minSize=14")));
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
    }
  }

  private static long attemptsForTen(PostgresServer crowded, ApplicationBuilder builder) {
    Eventually.equal(0, crowded::sessions, () -> "sessions of the test before this one");
    try (Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      assertEquals(
          "created", application.tell(command(crowded, link, "maxSize=14", "initialSize=14")));
      Eventually.equal(true, () -> link.count().connections() >= 14, application::output);
      application.tell("hold", "main", "10");
      assertEquals(10, crowded.sessions(), application::output);
      application.tell("release", "main");
      return link.count().connections();
    }
  }
}
