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
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tomcat's pools open their initial connections on the thread that creates them, one after the other; their handshakes overlap. */
final class TomcatJdbcWarmUpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String POOL = "tomcat-jdbc-1";

  /** Of SCRAM without TLS. */
  private static final int LEAN_HANDSHAKE = 3;

  static List<String> versions() {
    return Libraries.tomcatJdbcs();
  }

  private static ApplicationBuilder with(String tomcat) {
    return Application.with().classPath(Libraries.tomcatJdbc(tomcat));
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(20)).logging().open();
  }

  private static String[] command(PostgresServer server, Link link, String... settings) {
    return Application.poolCommand("main", "tomcat", server, server.url(link), settings);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void twentyConnectionsShakeHandsAtOnce(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat).start()) {
      link.stall();
      int order = application.order(command(SERVER, link, "maxActive=20", "initialSize=20"));
      Eventually.equal(20, link::open, application::output);
      link.restore();
      assertEquals("created", application.answer(order));
      String line = application.warmedUp(POOL);
      assertTrue(line.contains("requested=20 warmed=20"), line);
      assertEquals(20, link.count().connections());
      assertEquals(20, link.peak());
      // One asks what is in force.
      long further = link.turnArounds() - 20 * LEAN_HANDSHAKE;
      assertTrue(further <= 1, () -> further + " further trips:\n" + String.join("\n", link.log()));
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
    assertEquals(0, metrics.sum("db_client_connection_use_time_seconds_count", pool, POOL));
  }

  /** As Dropwizard has it: the pool runs its query on each new connection, one after the other. A statement that sets them up is run. */
  @ParameterizedTest
  @MethodSource("versions")
  void aTestOfNewConnectionsCostsNoTrip(String tomcat) {
    assertCreationCosts(5 * LEAN_HANDSHAKE + 1, with(tomcat));
    assertCreationCosts(5 * LEAN_HANDSHAKE + 1 + 5, with(tomcat), "initSQL=SET lock_timeout = 77");
  }

  private static void assertCreationCosts(
      long trips, ApplicationBuilder builder, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 4);
    all[settings.length] = "initialSize=5";
    all[settings.length + 1] = "testOnConnect=true";
    all[settings.length + 2] = "validationQuery=SELECT 1";
    all[settings.length + 3] = "testOnBorrow=true";
    try (Link link = link();
        Application application = builder.start()) {
      application.tell(command(SERVER, link, all));
      assertTrue(application.warmedUp(POOL).contains("warmed=5"), application::output);
      // A connection that waits longer than half a second for its test is asked, which proves the
      // next.
      long further = link.turnArounds() - trips;
      assertTrue(
          further == 0 || further == 1,
          () -> further + " further trips:\n" + String.join("\n", link.log()));
      String timeout = settings.length == 0 ? "0" : "77ms";
      assertEquals(timeout, application.ask("main", "SHOW lock_timeout"));
    }
  }

  /** Without a change of what the application has set: were the pool to open them itself, one refusal would fail its creation. */
  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorSaysHowManyConnectionsAreOpened(String tomcat) {
    try (Link link = link();
        Application application =
            with(tomcat).setting("warmup", "12").setting("warmup.wait", "30s").start()) {
      assertEquals(
          "created", application.tell(command(SERVER, link, "maxActive=20", "initialSize=2")));
      assertEquals(12, link.open());
      String line = application.warmedUp(POOL);
      assertTrue(line.contains("requested=12 warmed=12"), line);
      assertTrue(application.tell("settings", "main").startsWith("initialSize=2 "));
      assertEquals(
          12,
          application
              .metrics()
              .sum(
                  "db_client_connection_count",
                  "db_client_connection_pool_name",
                  POOL,
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
  void thePoolsMinimumIsOpenedWhereTheOperatorSaysSo(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat).setting("warmup", "all").start()) {
      application.tell(command(SERVER, link, "maxActive=20", "initialSize=0", "minIdle=5"));
      String line = application.warmedUp(POOL);
      assertTrue(line.contains("requested=5 warmed=5"), line);
      assertEquals(5, link.open());
      assertEquals(5, link.count().connections());
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aPoolThatOpensNoneIsNotWarmed(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat).start()) {
      application.tell(command(SERVER, link, "maxActive=20", "initialSize=0"));
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(1, link.count().connections());
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void switchedOffThePoolFillsAsItAlwaysDid(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat).setting("warmup", "off").start()) {
      link.stall();
      int order = application.order(command(SERVER, link, "maxActive=5", "initialSize=5"));
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
  void noMoreShakeHandsAtOnceThanTheOperatorAllows(String tomcat) {
    try (Link link = link();
        Application application =
            with(tomcat).setting("warmup.parallelism", "4").start()) {
      link.stall();
      int order = application.order(command(SERVER, link, "maxActive=20", "initialSize=20"));
      Eventually.equal(4, link::open, application::output);
      Eventually.pause(300);
      assertEquals(4, link.open());
      link.restore();
      assertEquals("created", application.answer(order));
      assertTrue(application.warmedUp(POOL).contains("warmed=20"), application::output);
      assertEquals(20, link.peak());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aPoolThatClosesMeanwhileLeavesNoConnectionBehind(String tomcat) {
    try (Link link = link();
        Application application = with(tomcat).setting("warmup", "12").start()) {
      link.stall();
      assertEquals(
          "created", application.tell(command(SERVER, link, "maxActive=20", "initialSize=0")));
      Eventually.equal(12, link::open, application::output);
      assertEquals("closed", application.tell("close", "main"));
      link.restore();
      Eventually.equal(0, link::open, application::output);
      assertEquals(List.of(), application.said("warm-up"));
      assertEquals("1", application.ask("main", "SELECT 1"));
    }
  }

  /** With its exception, and nothing left behind. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aWrongPasswordFailsTheCreationAfterOneAttempt(String tomcat) {
    try (PostgresServer server = PostgresServer.with().embedded().start()) {
      for (String ignored : new String[] {"false", "true"}) {
        String bare = attempts(server, with(tomcat).withoutAgent(), ignored);
        assertEquals(bare, attempts(server, with(tomcat), ignored));
        assertTrue(bare.endsWith(ignored.equals("true") ? " 2" : " 1"), bare);
        String more = attempts(server, with(tomcat).setting("warmup", "20"), ignored);
        assertEquals(bare, more);
      }
    }
  }

  private static String attempts(
      PostgresServer server, ApplicationBuilder builder, String ignored) {
    long before = refused(server);
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      String[] command =
          command(server, link, "maxActive=9", "ignoreExceptionOnPreLoad=" + ignored);
      for (int i = 0; i < command.length; i++) {
        command[i] = command[i].startsWith("password=") ? "password=wrong" : command[i];
      }
      String answer = application.tell(command);
      if (ignored.equals("true")) {
        answer += " " + application.ask("main", "SELECT 1");
      }
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

  /** The creation fails as without Tripmeter, unless the application ignores it; an operator's larger number does not make it fail. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aServerWithoutRoomForAllServesAsManyAsWithoutTripmeter(String tomcat) {
    try (PostgresServer crowded = PostgresServer.with()
        .maxConnections(14)
        .setting("superuser_reserved_connections", "8")
        .start()) {
      String bare = crowd(crowded, with(tomcat).withoutAgent(), "initialSize=9");
      assertTrue(bare.startsWith("failed: 53300"), bare);
      assertEquals(bare, crowd(crowded, with(tomcat), "initialSize=9"));
      String[] ignoring = {"initialSize=9", "ignoreExceptionOnPreLoad=true"};
      assertEquals("created 6", crowd(crowded, with(tomcat).withoutAgent(), ignoring));
      assertEquals("created 6", crowd(crowded, with(tomcat), ignoring));
      assertEquals(
          "created 6", crowd(crowded, with(tomcat).setting("warmup", "9"), "initialSize=2"));
    }
  }

  private static String crowd(
      PostgresServer crowded, ApplicationBuilder builder, String... settings) {
    Eventually.equal(0, crowded::sessions, () -> "sessions of those before");
    try (Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      String[] all = new String[settings.length + 1];
      System.arraycopy(settings, 0, all, 0, settings.length);
      all[settings.length] = "maxActive=9";
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
