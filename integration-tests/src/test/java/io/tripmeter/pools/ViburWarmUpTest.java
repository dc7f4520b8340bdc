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

/** Vibur opens its initial connections on the thread that starts it, one after the other; their handshakes overlap. */
final class ViburWarmUpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String POOL = "shop";

  /** Of SCRAM without TLS. */
  private static final int LEAN_HANDSHAKE = 3;

  static List<String> versions() {
    return Libraries.viburs();
  }

  private static ApplicationBuilder with(String vibur) {
    return Application.with().classPath(Libraries.vibur(vibur));
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(20)).logging().open();
  }

  private static String[] command(PostgresServer server, Link link, int max, int initial) {
    return Application.poolCommand(
        "main",
        "vibur",
        server,
        server.url(link),
        "name=" + POOL,
        "poolMaxSize=" + max,
        "poolInitialSize=" + initial);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void twentyConnectionsShakeHandsAtOnce(String vibur) {
    try (Link link = link();
        Application application = with(vibur).start()) {
      link.stall();
      int creating = application.order(command(SERVER, link, 20, 20));
      Eventually.equal(20, link::open, application::output);
      link.restore();
      assertEquals("created", application.answer(creating), application::output);
      String line = application.warmedUp(POOL);
      assertTrue(line.contains("requested=20 warmed=20"), line);
      assertEquals(20, link.count().connections());
      long further = link.turnArounds() - 20 * LEAN_HANDSHAKE;
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

  /** Those beyond the initial ones are opened when the pool stands: never more than the maximum, also while others borrow. */
  @ParameterizedTest
  @MethodSource("versions")
  void whatAnOperatorWantsBeyondIsOpenedInThePoolsOwnWay(String vibur) {
    try (Link link = link();
        Application application = with(vibur).setting("warmup", "20").start()) {
      link.stall();
      int creating = application.order(command(SERVER, link, 10, 2));
      Eventually.equal(2, link::open, application::output);
      link.restore();
      assertEquals("created", application.answer(creating), application::output);
      application.tell("hold", "main", "1");
      String line = application.warmedUp(POOL);
      assertTrue(line.contains("requested=10 warmed=10"), line);
      assertEquals(10, link.open());
      application.tell("hold", "main", "9");
      application.tell("release", "main");
      assertEquals(10, link.peak());
      Metrics metrics = application.metrics();
      assertEquals(
          10,
          metrics.sum("db_client_connection_count", "db_client_connection_pool_name", POOL),
          application::output);
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void switchedOffThePoolFillsAsItAlwaysDid(String vibur) {
    try (Link link = link();
        Application application = with(vibur).setting("warmup", "off").start()) {
      link.stall();
      int creating = application.order(command(SERVER, link, 5, 5));
      Eventually.equal(1, link::open, application::output);
      Eventually.pause(300);
      assertEquals(1, link.open());
      link.restore();
      assertEquals("created", application.answer(creating), application::output);
      assertEquals(5, link.open());
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aPoolThatClosesMeanwhileLeavesNoConnectionBehind(String vibur) {
    try (Link link = link();
        Application application = with(vibur).setting("warmup", "20").start()) {
      assertEquals("1", first(application, link));
      link.stall();
      application.tell(command(SERVER, link, 20, 0));
      Eventually.equal(20, link::open, application::output);
      int closing = application.order("close", "main");
      assertEquals("closed", application.answer(closing));
      link.restore();
      Eventually.equal(0, link::open, application::output);
      assertEquals(List.of(), application.said("warm-up complete pool=" + POOL));
    }
  }

  /** The first of a JVM takes its time. */
  private static String first(Application application, Link link) {
    application.tell(Application.poolCommand(
        "first", "vibur", SERVER, SERVER.url(link), "poolMaxSize=1", "poolInitialSize=0"));
    String answer = application.ask("first", "SELECT 1");
    application.tell("close", "first");
    return answer;
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aWrongPasswordIsTriedAsOftenAsWithoutTripmeter(String vibur) {
    try (PostgresServer server = PostgresServer.with().embedded().start()) {
      assertEquals(attempts(server, with(vibur).withoutAgent()), attempts(server, with(vibur)));
    }
  }

  private static String attempts(PostgresServer server, ApplicationBuilder builder) {
    long before = refused(server);
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      String[] command = command(server, link, 6, 6);
      for (int i = 0; i < command.length; i++) {
        command[i] = command[i].startsWith("password=") ? "password=wrong" : command[i];
      }
      String answer = application.tell(command);
      assertTrue(answer.startsWith("failed: "), answer);
      return answer + ", attempts: " + (refused(server) - before);
    }
  }

  private static long refused(PostgresServer server) {
    return Pattern.compile("FATAL:  password authentication failed")
        .matcher(server.log())
        .results()
        .count();
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aServerWithoutRoomForAllServesAsManyAsWithoutTripmeter(String vibur) {
    try (PostgresServer crowded = PostgresServer.with()
        .maxConnections(18)
        .setting("superuser_reserved_connections", "8")
        .start()) {
      assertEquals(served(crowded, with(vibur).withoutAgent()), served(crowded, with(vibur)));
    }
  }

  /** Ten have room. What the server answers to those who ask for more. */
  private static String served(PostgresServer crowded, ApplicationBuilder builder) {
    Eventually.equal(0, crowded::sessions, () -> "sessions of the test before this one");
    try (Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      assertEquals("created", application.tell(command(crowded, link, 14, 8)));
      application.tell("hold", "main", "10");
      assertEquals(10, crowded.sessions(), application::output);
      application.tell("release", "main");
      application.tell("close", "main");
      Eventually.equal(0, crowded::sessions, application::output);
      String answer = application.tell(command(crowded, link, 14, 14));
      assertTrue(answer.contains("remaining connection slots are reserved"), answer);
      return answer;
    }
  }
}
