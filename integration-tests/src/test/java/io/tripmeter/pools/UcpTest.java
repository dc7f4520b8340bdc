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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings, gauges, times and validation of the pools of Oracle UCP. */
final class UcpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String POOL = "shop";
  private static final String NAME = "db_client_connection_pool_name";

  static List<String> versions() {
    return Libraries.ucps();
  }

  private static ApplicationBuilder with(String ucp) {
    return Application.with().classPath(Libraries.ucp(ucp));
  }

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
  }

  private static String[] command(
      String name, PostgresServer server, Link link, String... settings) {
    List<String> all = new ArrayList<>(List.of("connectionPoolName=" + name));
    all.addAll(List.of(settings));
    return Application.poolCommand(
        name, "ucp", server, server.url(link), all.toArray(String[]::new));
  }

  /** The pool begins at its first use. */
  private static void pool(Application application, Link link, String... settings) {
    application.tell(command(POOL, SERVER, link, settings));
    assertEquals("1", application.ask(POOL, "SELECT 1"), application::output);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorsSettingsHold(String ucp) {
    try (Link link = link();
        Application application = with(ucp)
            .setting("pool.max-size", "4")
            .setting("pool.min-idle", "2")
            .setting("pool.max-lifetime", "20m")
            .setting("pool.idle-timeout", "5m")
            .setting("pools.shop.pool.connection-timeout", "4500ms")
            .start()) {
      pool(application, link, "maxPoolSize=10", "initialPoolSize=8", "connectionWaitTimeout=7");
      assertEquals(
          "initialPoolSize=4 minPoolSize=2 maxPoolSize=4 maxConnectionReuseTime=1200"
              + " inactiveConnectionTimeout=300 connectionWaitTimeout=5",
          application.tell("settings", POOL));
      String line = application.configured(POOL);
      assertTrue(line.contains("product=\"Oracle UCP\""), line);
      assertTrue(line.contains("pool.max-size: 10 -> 4 (system property"), line);
      assertTrue(line.matches(".*pool.min-idle: [01] -> 2 .system property.*"), line);
      assertTrue(line.contains("pool.idle-timeout: off -> 5m (system property"), line);
      assertTrue(line.contains("pool.connection-timeout: 7s -> 4500ms (system property"), line);
      Eventually.equal(4, link::open, application::output);
      application.tell("hold", POOL, "4");
      assertTrue(application.ask(POOL, "SELECT 1").startsWith("failed: "), application::output);
      assertEquals(4, link.open());
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void theApplicationsOwnSettingsStand(String ucp) {
    for (String key : List.of("pools.other.pool.max-size", "pool.max-size")) {
      boolean isAdvised = key.startsWith("pool.");
      try (Link link = link();
          Application application = with(ucp)
              .setting("mode", isAdvised ? "advise" : "apply")
              .setting(key, "4")
              .start()) {
        pool(
            application,
            link,
            "maxPoolSize=6",
            "minPoolSize=2",
            "initialPoolSize=3",
            "connectionWaitTimeout=7");
        String line = application.configured(POOL);
        assertEquals(isAdvised, line.contains("would be configured"), line);
        assertEquals(isAdvised, line.contains("pool.max-size: 6 -> 4"), line);
        assertFalse(line.contains("pool.min-idle") || line.contains("pool.c"), line);
        assertFalse(line.contains("warmup") || line.contains("pool.validation"), line);
        assertEquals(
            "initialPoolSize=3 minPoolSize=2 maxPoolSize=6 maxConnectionReuseTime=0"
                + " inactiveConnectionTimeout=0 connectionWaitTimeout=7",
            application.tell("settings", POOL));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatIsCountedIsWhatTheWireSawAndThePoolHas(String ucp) {
    try (Link link = link();
        Application application = with(ucp).start()) {
      pool(application, link, "maxPoolSize=5", "initialPoolSize=3", "minPoolSize=1");
      Eventually.equal(3, link::open, application::output);
      application.tell("hold", POOL, "2");
      Metrics held = application.metrics();
      assertEquals(1, held.sum("db_client_connection_count", NAME, POOL, "state", "idle"));
      assertEquals(2, held.sum("db_client_connection_count", NAME, POOL, "state", "used"));
      assertEquals(5, held.sum("db_client_connection_max", NAME, POOL));
      assertEquals(1, held.sum("db_client_connection_idle_min", NAME, POOL));
      assertEquals(1, held.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      assertEquals(3, held.sum("db_client_connection_wait_time_seconds_count", NAME, POOL));
      application.tell("hold", POOL, "3");
      application.tell("release", POOL);
      assertEquals("committed", application.tell("commit", POOL, "SELECT 1", "SELECT 2"));
      Metrics metrics = application.metrics();
      assertEquals(7, metrics.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      assertEquals(
          link.count().connections(),
          metrics.sum("db_client_connection_create_time_seconds_count", NAME, POOL));
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
  void aBorrowWithoutAConnectionIsATimeout(String ucp) {
    try (Link link = link();
        Application application = with(ucp).start()) {
      pool(application, link, "maxPoolSize=1", "initialPoolSize=1", "connectionWaitTimeout=1");
      assertEquals("held", application.tell("hold", POOL, "1"));
      String answer = application.ask(POOL, "SELECT 1");
      assertTrue(answer.startsWith("failed: "), answer);
      assertEquals(1, application.metrics().sum("db_client_connection_timeouts_total", NAME, POOL));
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void sessionSettingsAreInForceAndReadBack(String ucp) {
    try (Link link = link();
        Application application =
            Application.withTimeouts().classPath(Libraries.ucp(ucp)).start()) {
      pool(application, link, "maxPoolSize=2", "initialPoolSize=2");
      assertEquals("30s", application.ask(POOL, "SHOW statement_timeout"));
      assertEquals("console/" + POOL, application.ask(POOL, "SHOW application_name"));
      application.await("DB session settings applied pool=" + POOL);
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aPoolAroundADataSourceIsOneOfItsOwn(String ucp) {
    try (Link link = link();
        Application application = with(ucp).setting("pool.max-size", "3").start()) {
      pool(
          application,
          link,
          "dataSource=org.postgresql.ds.PGSimpleDataSource",
          "maxPoolSize=5",
          "initialPoolSize=2");
      assertEquals("console/" + POOL, application.ask(POOL, "SHOW application_name"));
      assertTrue(
          application.configured(POOL).contains("pool.max-size: 5 -> 3"), application::output);
      application.tell("hold", POOL, "3");
      Metrics metrics = application.metrics();
      assertEquals(3, metrics.sum("db_client_connection_count", NAME, POOL, "state", "used"));
      assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", POOL));
    }
  }

  private static long tripsOfFourBorrows(ApplicationBuilder builder, String... settings) {
    List<String> one = new ArrayList<>(List.of("maxPoolSize=1", "initialPoolSize=1"));
    one.addAll(List.of(settings));
    try (Link link = link();
        Application application = builder.start()) {
      pool(application, link, one.toArray(String[]::new));
      Eventually.pause(100);
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        assertEquals("1", application.ask(POOL, "SELECT 1"), application::output);
      }
      return link.since(mark).turnArounds();
    }
  }

  /** Before 23 another thread than the borrower's asks. */
  @ParameterizedTest
  @MethodSource("versions")
  void aTestOfWhatIsLentCostsNoTripWhileTheConnectionIsKnownToBeAlive(String ucp) {
    String test = "validateConnectionOnBorrow=true";
    assertEquals(8, tripsOfFourBorrows(with(ucp).withoutAgent(), test));
    assertEquals(ucp.startsWith("23") ? 4 : 8, tripsOfFourBorrows(with(ucp), test));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void anOperatorSaysHowAPoolValidatesAndAnApplicationsOwnTestIsRun(String ucp) {
    String test = "validateConnectionOnBorrow=true";
    assertEquals(8, tripsOfFourBorrows(with(ucp).setting("pool.validation", "pool"), test));
    assertEquals(8, tripsOfFourBorrows(with(ucp).setting("pool.validation", "borrow")));
    assertEquals(8, tripsOfFourBorrows(with(ucp), test, "SQLForValidateConnection=SELECT 1"));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aPoolIsMadeToFitTheBudget(String ucp) {
    try (Link link = link();
        Application application = with(ucp)
            .setting("budget.instances", "2")
            .setting("budget.connections", "8")
            .setting("budget.enforce", "true")
            .start()) {
      pool(application, link, "maxPoolSize=4", "initialPoolSize=4");
      Eventually.equal(4, link::open, application::output);
      application.tell(command("reports", SERVER, link, "maxPoolSize=4", "initialPoolSize=1"));
      assertEquals("1", application.ask("reports", "SELECT 1"));
      application.await("DB pool resized to fit the connection budget pool=" + POOL);
      application.tell("hold", POOL, "2");
      assertTrue(application.ask(POOL, "SELECT 1").startsWith("failed: "), application::output);
      application.tell("hold", "reports", "2");
      Eventually.equal(4, link::open, application::output);
      assertEquals(2, application.metrics().sum("db_client_connection_max", NAME, POOL));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void poolsAreMadeAndClosedAndMadeAgain(String ucp) {
    try (Link link = link();
        Application application = with(ucp).setting("pool.max-size", "3").start()) {
      for (int i = 1; i <= 3; i++) {
        pool(application, link, "maxPoolSize=5", "initialPoolSize=2");
        assertEquals(3, application.metrics().sum("db_client_connection_max", NAME, POOL));
        assertEquals("closed", application.tell("close", POOL));
        Eventually.equal(0, link::open, application::output);
        assertEquals(0, application.metrics().sum("db_client_connection_max", NAME, POOL));
      }
      assertEquals(List.of(), application.said("tripmeter: warn"));
      assertEquals(3, application.said("DB pool configured").size());
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("versions")
  void aWrongPasswordIsTriedAsOftenAsWithoutTripmeter(String ucp) {
    try (PostgresServer server = PostgresServer.with().embedded().start()) {
      assertEquals(attempts(server, with(ucp).withoutAgent()), attempts(server, with(ucp)));
    }
  }

  private static long attempts(PostgresServer server, ApplicationBuilder builder) {
    long before = refused(server);
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      String[] command = command(POOL, server, link, "maxPoolSize=6", "initialPoolSize=6");
      for (int i = 0; i < command.length; i++) {
        command[i] = command[i].startsWith("password=") ? "password=wrong" : command[i];
      }
      application.tell(command);
      String answer = application.ask(POOL, "SELECT 1");
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
}
