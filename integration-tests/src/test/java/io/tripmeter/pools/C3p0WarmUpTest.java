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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** c3p0 opens its initial connections on three threads of its own, and asks each for its isolation level and its catalog; all overlap. */
final class C3p0WarmUpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String POOL = "c3p0-1";

  /** Of SCRAM without TLS. */
  private static final int LEAN_HANDSHAKE = 3;

  static List<String> versions() {
    return Libraries.c3p0s();
  }

  private static ApplicationBuilder with(String c3p0) {
    return Application.with().classPath(Libraries.c3p0(c3p0));
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(20)).logging().open();
  }

  private static String[] command(PostgresServer server, Link link, String... settings) {
    return Application.poolCommand("main", "c3p0", server, server.url(link), settings);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void twentyConnectionsShakeHandsAtOnce(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0).start()) {
      link.stall();
      assertEquals(
          "created",
          application.tell(command(SERVER, link, "maxPoolSize=20", "initialPoolSize=20")));
      Eventually.equal(20, link::open, application::output);
      link.restore();
      String line = application.warmedUp(POOL);
      assertTrue(line.contains("requested=20 warmed=20"), line);
      assertEquals(20, link.count().connections());
      // c3p0 asks each for its isolation level and catalog, we what is in force and what stands
      // there.
      long further = link.turnArounds() - 20 * (LEAN_HANDSHAKE + 2);
      assertTrue(further <= 2, () -> further + " further trips:\n" + String.join("\n", link.log()));
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

  /** c3p0's three threads would ask seven times, one after the other. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void whatThePoolAsksOverlapsToo(String c3p0) {
    long bare = millisToTwenty(with(c3p0).withoutAgent());
    long warmed = millisToTwenty(with(c3p0));
    // Seven connects one after the other, of five trips.
    assertTrue(bare > 7 * 5 * 100, () -> "bare " + bare + " ms");
    assertTrue(warmed < bare / 2, () -> warmed + " ms, bare " + bare + " ms");
  }

  private static long millisToTwenty(ApplicationBuilder builder) {
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(100)).open();
        Application application = builder.start()) {
      application.tell(
          command(SERVER, link, "maxPoolSize=1", "initialPoolSize=1", "minPoolSize=1"));
      assertEquals("1", application.ask("main", "SELECT 1"));
      application.tell("close", "main");
      long start = System.nanoTime();
      application.tell(Application.poolCommand(
          "second", "c3p0", SERVER, SERVER.url(link), "maxPoolSize=20", "initialPoolSize=20"));
      application.tell("hold", "second", "20");
      return (System.nanoTime() - start) / 1_000_000;
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorSaysHowManyConnectionsAreOpenedAndPoolCreationWaitsWhenTold(String c3p0) {
    try (Link link = link();
        Application application =
            with(c3p0).setting("warmup", "5").setting("warmup.wait", "30s").start()) {
      application.tell(command(SERVER, link, "maxPoolSize=20"));
      assertEquals(5, link.open());
      String line = application.warmedUp(POOL);
      assertTrue(line.contains("requested=5 warmed=5"), line);
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void switchedOffThePoolFillsAsItAlwaysDid(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0).setting("warmup", "off").start()) {
      link.stall();
      application.tell(command(SERVER, link, "maxPoolSize=5", "initialPoolSize=5"));
      Eventually.equal(3, link::open, application::output);
      Eventually.pause(300);
      assertEquals(3, link.open());
      link.restore();
      Eventually.equal(5, link::open, application::output);
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void noMoreShakeHandsAtOnceThanTheOperatorAllows(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0).setting("warmup.parallelism", "6").start()) {
      link.stall();
      application.tell(command(SERVER, link, "maxPoolSize=20", "initialPoolSize=20"));
      Eventually.equal(6, link::open, application::output);
      Eventually.pause(300);
      assertEquals(6, link.open());
      link.restore();
      assertTrue(application.warmedUp(POOL).contains("warmed=20"), application::output);
      assertEquals(20, link.peak());
    }
  }

  /** Also those that the pool's own threads open just then. */
  @ParameterizedTest
  @MethodSource("versions")
  void aPoolThatClosesMeanwhileLeavesNoConnectionBehind(String c3p0) {
    try (Link link = link();
        Application application = with(c3p0).start()) {
      link.stall();
      application.tell(command(SERVER, link, "maxPoolSize=20", "initialPoolSize=20"));
      Eventually.equal(20, link::open, application::output);
      int closing = application.order("close", "main");
      link.restore();
      assertEquals("closed", application.answer(closing));
      Eventually.equal(0, link::open, application::output);
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  /** The pool tries six connections three times each, and begins anew; how many of them have been tried by then is a matter of time. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aWrongPasswordIsTriedNoMoreOftenThanWithoutTripmeter(String c3p0) {
    try (PostgresServer server = PostgresServer.with().embedded().start()) {
      long bare = attempts(server, with(c3p0).withoutAgent());
      long warmed = attempts(server, with(c3p0));
      assertTrue(warmed <= bare + 6, () -> warmed + " attempts, bare " + bare);
    }
  }

  private static long attempts(PostgresServer server, ApplicationBuilder builder) {
    long before = refused(server);
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      String[] command = command(
          server,
          link,
          "maxPoolSize=6",
          "initialPoolSize=6",
          "acquireRetryAttempts=2",
          "acquireRetryDelay=300");
      for (int i = 0; i < command.length; i++) {
        command[i] = command[i].startsWith("password=") ? "password=wrong" : command[i];
      }
      assertEquals("created", application.tell(command));
      String answer = application.ask("main", "SELECT 1");
      assertTrue(answer.startsWith("failed: "), answer);
      return refused(server) - before;
    }
  }

  private static long refused(PostgresServer server) {
    return Pattern.compile("FATAL:  password authentication failed")
        .matcher(server.log())
        .results()
        .count();
  }

  /** The pool tries again what a server without room refuses: every second, and up to thirty times. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aServerWithoutRoomForAllServesAsManyAsWithoutTripmeter(String c3p0) {
    try (PostgresServer crowded = PostgresServer.with()
        .maxConnections(18)
        .setting("superuser_reserved_connections", "8")
        .start()) {
      for (ApplicationBuilder each : List.of(with(c3p0).withoutAgent(), with(c3p0))) {
        Eventually.equal(0, crowded::sessions, () -> "sessions of the test before this one");
        try (Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
            Application application = each.start()) {
          application.tell(command(
              crowded, link, "maxPoolSize=14", "initialPoolSize=14", "acquireRetryDelay=200"));
          assertEquals("1", application.ask("main", "SELECT 1"), application::output);
          application.tell("hold", "main", "10");
          assertEquals(10, crowded.sessions(), application::output);
          application.tell("release", "main");
        }
      }
    }
  }
}
