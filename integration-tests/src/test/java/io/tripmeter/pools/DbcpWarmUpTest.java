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

/**
 * A data source of DBCP's opens a connection, tests and closes it, and then opens its initial connections, one after the other, on the thread
 * that first uses it; their handshakes overlap.
 */
final class DbcpWarmUpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  /** Of SCRAM without TLS. */
  private static final int LEAN_HANDSHAKE = 3;

  static List<String> versions() {
    return Libraries.dbcps();
  }

  private static String name(String dbcp) {
    return dbcp.startsWith("2.") ? "dbcp2-1" : "tomcat-dbcp2-1";
  }

  private static ApplicationBuilder with(String dbcp) {
    return Application.with().classPath(Libraries.dbcp(dbcp));
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(20)).logging().open();
  }

  private static String[] command(PostgresServer server, Link link, String... settings) {
    return Application.poolCommand("main", "dbcp", server, server.url(link), settings);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void twentyConnectionsShakeHandsAtOnce(String dbcp) {
    try (Link link = link();
        Application application = with(dbcp).start()) {
      link.stall();
      int order =
          application.order(command(SERVER, link, "maxTotal=20", "maxIdle=20", "initialSize=20"));
      Eventually.equal(20, link::open, application::output);
      link.restore();
      assertEquals("created", application.answer(order));
      String line = application.warmedUp(name(dbcp));
      assertTrue(line.contains("requested=20 warmed=20"), line);
      assertEquals(20, link.count().connections());
      assertEquals(20, link.peak());
      // One is tried, and one asks what is in force.
      long further = link.turnArounds() - 20 * LEAN_HANDSHAKE;
      assertTrue(further <= 2, () -> further + " further trips:\n" + String.join("\n", link.log()));
      assertMetrics(application.metrics(), name(dbcp), link);
      long warm = link.turnArounds();
      application.tell("hold", "main", "20");
      application.tell("release", "main");
      assertEquals(warm, link.turnArounds());
      assertEquals(20, link.count().connections());
    }
  }

  private static void assertMetrics(Metrics metrics, String name, Link link) {
    assertEquals(20, metrics.sum("tripmeter_warmup_requested", "pool", name));
    assertEquals(20, metrics.sum("tripmeter_warmup_warmed", "pool", name));
    assertEquals(
        20 * LEAN_HANDSHAKE,
        metrics.sum("tripmeter_round_trips_total", "pool", name, "kind", "connect"));
    assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", name));
    String pool = "db_client_connection_pool_name";
    assertEquals(20, metrics.sum("db_client_connection_count", pool, name, "state", "idle"));
    assertEquals(20, metrics.sum("db_client_connection_max", pool, name));
    assertEquals(0, metrics.sum("db_client_connection_use_time_seconds_count", pool, name));
  }

  /** Without a change of what the application has set: were the pool to open them itself, one refusal would fail its creation. */
  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorSaysHowManyConnectionsAreOpened(String dbcp) {
    try (Link link = link();
        Application application =
            with(dbcp).setting("warmup", "12").setting("warmup.wait", "30s").start()) {
      assertEquals(
          "created",
          application.tell(command(SERVER, link, "maxTotal=20", "maxIdle=20", "initialSize=2")));
      assertEquals(12, link.open());
      String line = application.warmedUp(name(dbcp));
      assertTrue(line.contains("requested=12 warmed=12"), line);
      assertTrue(application.tell("settings", "main").startsWith("initialSize=2 "));
      assertEquals(
          12,
          application
              .metrics()
              .sum(
                  "db_client_connection_count",
                  "db_client_connection_pool_name",
                  name(dbcp),
                  "state",
                  "idle"));
      long warm = link.turnArounds();
      application.tell("hold", "main", "12");
      application.tell("release", "main");
      assertEquals(warm, link.turnArounds());
      assertEquals(12, link.count().connections());
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void thePoolsMinimumIsOpenedWhereTheOperatorSaysSo(String dbcp) {
    try (Link link = link();
        Application application = with(dbcp).setting("warmup", "all").start()) {
      application.tell(command(SERVER, link, "maxTotal=20", "initialSize=0", "minIdle=5"));
      String line = application.warmedUp(name(dbcp));
      assertTrue(line.contains("requested=5 warmed=5"), line);
      assertEquals(5, link.open());
      assertEquals(5, link.count().connections());
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aPoolThatOpensNoneIsNotWarmed(String dbcp) {
    try (Link link = link();
        Application application = with(dbcp).start()) {
      application.tell(command(SERVER, link, "maxTotal=20", "initialSize=0"));
      assertEquals("1", application.ask("main", "SELECT 1"));
      // The one that is tried is kept.
      assertEquals(1, link.count().connections());
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void switchedOffThePoolFillsAsItAlwaysDid(String dbcp) {
    try (Link link = link();
        Application application = with(dbcp).setting("warmup", "off").start()) {
      link.stall();
      int order = application.order(command(SERVER, link, "maxTotal=5", "initialSize=5"));
      Eventually.equal(1, link::open, application::output);
      Eventually.pause(300);
      assertEquals(1, link.open());
      link.restore();
      assertEquals("created", application.answer(order));
      assertEquals(5, link.open());
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void noMoreShakeHandsAtOnceThanTheOperatorAllows(String dbcp) {
    try (Link link = link();
        Application application = with(dbcp).setting("warmup.parallelism", "4").start()) {
      link.stall();
      int order =
          application.order(command(SERVER, link, "maxTotal=20", "maxIdle=20", "initialSize=20"));
      Eventually.equal(4, link::open, application::output);
      Eventually.pause(300);
      assertEquals(4, link.open());
      link.restore();
      assertEquals("created", application.answer(order));
      assertTrue(application.warmedUp(name(dbcp)).contains("warmed=20"), application::output);
      assertEquals(20, link.peak());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aPoolThatClosesMeanwhileLeavesNoConnectionBehind(String dbcp) {
    try (Link link = link();
        Application application = with(dbcp).setting("warmup", "12").start()) {
      application.tell(command(SERVER, link, "maxTotal=20", "initialSize=0"));
      assertEquals("closed", application.tell("close", "main"));
      Eventually.pause(300);
      Eventually.equal(0, link::open, application::output);
      assertEquals(List.of(), application.said("WARN"));
      assertTrue(application.ask("main", "SELECT 1").contains("closed"), application::output);
    }
  }

  /** The connection that is tried is closed where it may not be as a new one, or where nobody asks for another. */
  @ParameterizedTest
  @MethodSource("versions")
  void theConnectionThatIsTriedIsKeptOnlyWhereItIsLikeANewOne(String dbcp) {
    try (Link link = link();
        Application application = with(dbcp).start()) {
      application.tell(command(SERVER, link, "maxTotal=2", "initialSize=0"));
      // The data source was used, but no connection was asked for.
      assertEquals(1, link.open());
      Eventually.equal(0, link::open, application::output);
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(2, link.count().connections());
      String sql = "connectionInitSqls=CREATE TEMPORARY TABLE mine (n int)";
      application.tell(
          Application.poolCommand("own", "dbcp", SERVER, SERVER.url(link), sql, "initialSize=1"));
      assertEquals("0", application.ask("own", "SELECT count(*) FROM mine"));
      assertEquals(4, link.count().connections());
      assertEquals(2, link.open());
    }
  }

  /** With its exception, and nothing left behind. */
  @ParameterizedTest
  @MethodSource("versions")
  void aWrongPasswordFailsTheCreationAfterOneAttempt(String dbcp) {
    try (PostgresServer server = PostgresServer.with().embedded().start()) {
      String bare = attempts(server, with(dbcp).withoutAgent());
      assertTrue(bare.startsWith("failed: ") && bare.endsWith(" 1"), bare);
      assertEquals(bare, attempts(server, with(dbcp)));
      assertEquals(bare, attempts(server, with(dbcp).setting("warmup", "20")));
    }
  }

  private static String attempts(PostgresServer server, ApplicationBuilder builder) {
    long before = refused(server);
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      String[] command = command(server, link, "maxTotal=9", "initialSize=5");
      for (int i = 0; i < command.length; i++) {
        command[i] = command[i].startsWith("password=") ? "password=wrong" : command[i];
      }
      String answer = application.tell(command);
      // Two attempts are some milliseconds apart.
      Eventually.pause(500);
      assertEquals(0, link.open());
      return answer + " " + (refused(server) - before);
    }
  }

  private static long refused(PostgresServer server) {
    return Pattern.compile("FATAL:  password authentication failed")
        .matcher(server.log())
        .results()
        .count();
  }

  /** The creation fails as without Tripmeter; an operator's larger number does not make it fail. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aServerWithoutRoomForAllServesAsManyAsWithoutTripmeter(String dbcp) {
    try (PostgresServer crowded = PostgresServer.with()
        .maxConnections(14)
        .setting("superuser_reserved_connections", "8")
        .start()) {
      String bare = crowd(crowded, with(dbcp).withoutAgent(), "initialSize=9");
      assertTrue(bare.startsWith("failed: "), bare);
      assertEquals(bare, crowd(crowded, with(dbcp), "initialSize=9"));
      assertEquals("created 6", crowd(crowded, with(dbcp).withoutAgent(), "initialSize=6"));
      assertEquals("created 6", crowd(crowded, with(dbcp), "initialSize=6"));
      assertEquals("created 6", crowd(crowded, with(dbcp).setting("warmup", "9"), "initialSize=2"));
    }
  }

  private static String crowd(
      PostgresServer crowded, ApplicationBuilder builder, String... settings) {
    Eventually.equal(0, crowded::sessions, () -> "sessions of those before");
    try (Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      String[] all = new String[settings.length + 2];
      System.arraycopy(settings, 0, all, 0, settings.length);
      all[settings.length] = "maxTotal=9";
      all[settings.length + 1] = "maxIdle=9";
      String answer = application.tell(command(crowded, link, all));
      if (!answer.equals("created")) {
        Eventually.equal(0, link::open, application::output);
        return answer;
      }
      awaitIdle(link);
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      return answer + " " + link.open();
    }
  }

  private static void awaitIdle(Link link) {
    try {
      link.awaitIdle(Duration.ofMillis(500), Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
