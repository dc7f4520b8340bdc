package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings, gauges, times and validation of the pools of Vibur DBCP. */
final class ViburTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String POOL = "shop";
  private static final String NAME = "db_client_connection_pool_name";

  static List<String> versions() {
    return Libraries.viburs();
  }

  private static ApplicationBuilder with(String vibur) {
    return Application.with().classPath(Libraries.vibur(vibur));
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
  }

  private static void pool(Application application, Link link, String... settings) {
    List<String> all = new ArrayList<>(List.of("name=" + POOL));
    all.addAll(List.of(settings));
    String[] given = all.toArray(String[]::new);
    assertEquals(
        "created",
        application.tell(Application.poolCommand("main", "vibur", SERVER, SERVER.url(link), given)),
        application::output);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorsSettingsHold(String vibur) {
    try (Link link = link();
        Application application = with(vibur)
            .setting("pool.max-size", "4")
            .setting("pool.min-idle", "2")
            .setting("pool.max-lifetime", "20m")
            .setting("pools.shop.pool.connection-timeout", "5s")
            .start()) {
      pool(application, link, "poolMaxSize=10", "poolInitialSize=8", "connectionTimeoutInMs=7000");
      assertEquals(
          "poolInitialSize=2 poolMaxSize=4 connectionTimeoutInMs=5000"
              + " connectionIdleLimitInSeconds=5 testConnectionQuery=isValid",
          application.tell("settings", "main"));
      String line = application.configured(POOL);
      assertTrue(line.contains("product=\"Vibur DBCP\""), line);
      assertTrue(line.contains("pool.max-size: 10 -> 4 (system property"), line);
      assertTrue(line.contains("pool.min-idle: 8 -> 2 (system property"), line);
      assertTrue(line.contains("pool.connection-timeout: 7s -> 5s (system property"), line);
      // Vibur's connections have no lifetime.
      application.await(
          "this version of the pool has no such setting; left alone product=\"Vibur DBCP\" key=pool.max-lifetime");
      assertEquals(2, link.open());
      application.tell("hold", "main", "4");
      assertTrue(application.ask("main", "SELECT 1").startsWith("failed: "), application::output);
      assertEquals(4, link.peak());
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void theApplicationsOwnSettingsStand(String vibur) {
    for (String key : List.of("pools.other.pool.max-size", "pool.max-size")) {
      boolean isAdvised = key.startsWith("pool.");
      try (Link link = link();
          Application application = with(vibur)
              .setting("mode", isAdvised ? "advise" : "apply")
              .setting(key, "4")
              .start()) {
        pool(application, link, "poolMaxSize=6", "poolInitialSize=3", "connectionTimeoutInMs=7000");
        String line = application.configured(POOL);
        assertEquals(isAdvised, line.contains("would be configured"), line);
        assertEquals(isAdvised, line.contains("pool.max-size: 6 -> 4"), line);
        assertFalse(line.contains("pool.min-idle"), line);
        assertEquals(isAdvised, line.contains("warmup: off -> all ("), line);
        assertEquals(isAdvised, line.contains("pool.validation: pool -> auto ("), line);
        assertEquals(
            "poolInitialSize=3 poolMaxSize=6 connectionTimeoutInMs=7000"
                + " connectionIdleLimitInSeconds=5 testConnectionQuery=isValid",
            application.tell("settings", "main"));
        assertEquals(3, link.open());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatIsCountedIsWhatTheWireSawAndThePoolHas(String vibur) {
    try (Link link = link();
        Application application = with(vibur).start()) {
      pool(application, link, "poolMaxSize=5", "poolInitialSize=3");
      application.warmedUp(POOL);
      application.tell("hold", "main", "2");
      Metrics held = application.metrics();
      assertEquals(1, held.sum("db_client_connection_count", NAME, POOL, "state", "idle"));
      assertEquals(2, held.sum("db_client_connection_count", NAME, POOL, "state", "used"));
      assertEquals(5, held.sum("db_client_connection_max", NAME, POOL));
      assertEquals(3, held.sum("db_client_connection_idle_min", NAME, POOL));
      assertEquals(0, held.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      assertEquals(2, held.sum("db_client_connection_wait_time_seconds_count", NAME, POOL));
      // Two of these have to be opened for their borrower.
      application.tell("hold", "main", "3");
      application.tell("release", "main");
      assertEquals("committed", application.tell("commit", "main", "SELECT 1", "SELECT 2"));
      Metrics metrics = application.metrics();
      assertEquals(6, metrics.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      assertEquals(5, metrics.sum("db_client_connection_create_time_seconds_count", NAME, POOL));
      assertEquals(0, metrics.sum("tripmeter_round_trips_total", "pool", "none"));
      assertEquals(
          link.turnArounds(),
          metrics.sum("tripmeter_round_trips_total", "pool", POOL),
          application::output);
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aBorrowWithoutAConnectionIsATimeout(String vibur) {
    try (Link link = link();
        Application application = with(vibur).start()) {
      pool(application, link, "poolMaxSize=1", "poolInitialSize=1", "connectionTimeoutInMs=500");
      assertEquals("held", application.tell("hold", "main", "1"));
      String answer = application.ask("main", "SELECT 1");
      assertTrue(answer.startsWith("failed: "), answer);
      assertEquals(1, application.metrics().sum("db_client_connection_timeouts_total", NAME, POOL));
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void sessionSettingsAreInForceAndReadBack(String vibur) {
    try (Link link = link();
        Application application =
            Application.withTimeouts().classPath(Libraries.vibur(vibur)).start()) {
      pool(application, link, "poolMaxSize=2", "poolInitialSize=2");
      assertEquals("30s", application.ask("main", "SHOW statement_timeout"));
      assertEquals("console/" + POOL, application.ask("main", "SHOW application_name"));
      application.await("DB session settings applied pool=" + POOL);
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aPoolAroundADataSourceIsOneOfItsOwn(String vibur) {
    try (Link link = link();
        Application application = with(vibur).setting("pool.max-size", "3").start()) {
      pool(
          application,
          link,
          "dataSource=org.postgresql.ds.PGSimpleDataSource",
          "poolMaxSize=5",
          "poolInitialSize=3");
      assertEquals("console/" + POOL, application.ask("main", "SHOW application_name"));
      assertTrue(
          application.configured(POOL).contains("pool.max-size: 5 -> 3"), application::output);
      application.warmedUp(POOL);
      application.tell("hold", "main", "3");
      assertEquals(3, link.peak());
      Metrics metrics = application.metrics();
      assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", POOL));
    }
  }

  private static long tripsOfFourBorrows(ApplicationBuilder builder, String... settings) {
    try (Link link = link();
        Application application = builder.start()) {
      pool(application, link, settings);
      assertEquals("1", application.ask("main", "SELECT 1"));
      Eventually.pause(100);
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      return link.since(mark).turnArounds();
    }
  }

  /** Tests each connection, unless told otherwise. */
  private static String[] one(String... more) {
    List<String> settings = new ArrayList<>(
        List.of("poolMaxSize=1", "poolInitialSize=1", "connectionIdleLimitInSeconds=0"));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aTestOfWhatIsLentCostsNoTripWhileTheConnectionIsKnownToBeAlive(String vibur) {
    String[] query = one("testConnectionQuery=/* check */ SELECT 1");
    assertEquals(8, tripsOfFourBorrows(with(vibur).withoutAgent(), query));
    assertEquals(4, tripsOfFourBorrows(with(vibur), query));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void theDriverIsNotAskedEither(String vibur) {
    assertEquals(8, tripsOfFourBorrows(with(vibur).withoutAgent(), one()));
    assertEquals(4, tripsOfFourBorrows(with(vibur), one()));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorSaysHowAPoolValidates(String vibur) {
    assertEquals(8, tripsOfFourBorrows(with(vibur).setting("pool.validation", "pool"), one()));
    assertEquals(
        8,
        tripsOfFourBorrows(
            with(vibur).setting("pool.validation", "borrow"),
            "poolMaxSize=1",
            "poolInitialSize=1"));
  }

  /** What sets up a new connection is no test, also where a borrower has it opened and the test is the same statement. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void anApplicationsOwnTestAndItsFirstStatementAreRun(String vibur) {
    String[] own = one("testConnectionQuery=SELECT count(*) FROM pg_class");
    assertEquals(8, tripsOfFourBorrows(with(vibur), own));
    try (Link link = link();
        Application application = with(vibur).start()) {
      pool(
          application,
          link,
          "poolMaxSize=2",
          "poolInitialSize=0",
          "connectionIdleLimitInSeconds=0",
          "testConnectionQuery=SELECT 1",
          "initSQL=SET application_name = 'mine'");
      assertEquals("mine", application.ask("main", "SHOW application_name"));
      assertEquals(0, application.metrics().sum("tripmeter_round_trips_total", "kind", "validate"));
    }
  }

  /** No request fails: what died while it was idle is found by a look at the socket, or by the pool. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void connectionsThatTheServerHasEndedAreReplaced(String vibur) {
    try (PostgresServer server = PostgresServer.with().embedded().start();
        Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = with(vibur).start()) {
      List<Runnable> faults =
          List.of(server::terminateSessions, link::cut, link::hangUp, server::restart);
      assertEquals(
          "created",
          application.tell(Application.poolCommand(
              "main",
              "vibur",
              server,
              server.url(link),
              "poolMaxSize=4",
              "poolInitialSize=4",
              "connectionIdleLimitInSeconds=0",
              "testConnectionQuery=SELECT 1")));
      for (Runnable fault : faults) {
        application.tell("hold", "main", "4");
        application.tell("release", "main");
        Eventually.equal(4, server::sessions, application::output);
        fault.run();
        // The news has to come over the link.
        Eventually.pause(300);
        for (int i = 0; i < 8; i++) {
          assertEquals("1", application.ask("main", "SELECT 1"), application::output);
        }
      }
      Metrics metrics = application.metrics();
      assertEquals(0, metrics.sum("tripmeter_round_trips_total", "pool", "none"));
    }
  }

  /** A pool that stands keeps its size; one that is made later gets what fits. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aPoolThatCannotBeResizedSaysSo(String vibur) {
    try (Link link = link();
        Application application = with(vibur)
            .setting("budget.instances", "2")
            .setting("budget.connections", "8")
            .setting("budget.enforce", "true")
            .start()) {
      pool(application, link, "poolMaxSize=4", "poolInitialSize=1");
      assertEquals(
          "created",
          application.tell(Application.poolCommand(
              "reports",
              "vibur",
              SERVER,
              SERVER.url(link),
              "name=reports",
              "poolMaxSize=4",
              "poolInitialSize=3")));
      String line = application.await(
          "DB pool not resized, it may hold more connections than the budget has for it pool="
              + POOL);
      assertTrue(line.contains("Vibur DBCP keeps the size that it was made with"), line);
      assertTrue(
          application.configured("reports").contains("pool.max-size: 4 -> 2"), application::output);
      assertEquals(4, application.metrics().sum("db_client_connection_max", NAME, POOL));
      assertEquals(2, application.metrics().sum("db_client_connection_max", NAME, "reports"));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void poolsAreMadeAndClosedAndMadeAgain(String vibur) {
    try (Link link = link();
        Application application = with(vibur).setting("pool.max-size", "3").start()) {
      for (int i = 1; i <= 3; i++) {
        pool(application, link, "poolMaxSize=5", "poolInitialSize=2");
        application.tell("hold", "main", "1");
        assertEquals(3, application.metrics().sum("db_client_connection_max", NAME, POOL));
        assertEquals("closed", application.tell("close", "main"));
        application.tell("release", "main");
        Eventually.equal(0, link::open, application::output);
        assertEquals(0, application.metrics().sum("db_client_connection_max", NAME, POOL));
      }
      assertEquals(List.of(), application.said("tripmeter: (warn|error)|WARN"));
      assertEquals(3, application.said("DB pool configured").size());
    }
  }
}
