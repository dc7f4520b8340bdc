package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.child.PoolSettings;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only the pools of Tomcat JDBC do. */
final class TomcatJdbcTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String TOMCATS = "io.tripmeter.child.PoolUnderTest#tomcats";
  private static final String POOL = "tomcat-jdbc-1";
  private static final String NAME = "db_client_connection_pool_name";

  /** Of SCRAM without TLS. */
  private static final int LEAN_HANDSHAKE = 3;

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).logging().open();
  }

  /** A connection that was found broken on borrow is replaced inside the pool's object for it. */
  @ParameterizedTest
  @MethodSource(TOMCATS)
  void aConnectionThatIsReplacedOnBorrowIsThePools(PoolUnderTest tomcat) {
    try (Link link = link();
        Application application = tomcat.on(Application.withTimeouts()).start()) {
      PoolSettings settings = tomcat.settings().max(1).tested().query("SELECT 1");
      tomcat.create(application, "main", SERVER, link, settings);
      assertEquals("1", application.ask("main", "SELECT 1"));
      link.cut();
      assertEquals("30s", application.ask("main", "SHOW statement_timeout"), application::output);
      assertEquals("console/" + POOL, application.ask("main", "SHOW application_name"));
      Metrics metrics = application.metrics();
      assertEquals(2, metrics.sum("db_client_connection_create_time_seconds_count", NAME, POOL));
      assertEquals(3, metrics.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      assertEquals(0, metrics.sum("tripmeter_round_trips_total", "pool", "none"));
    }
  }

  /** By a data source that was closed; the pool keeps its name. */
  @ParameterizedTest
  @MethodSource(TOMCATS)
  void aPoolIsMadeAgainWhenItsDataSourceIsUsed(PoolUnderTest tomcat) {
    try (Link link = link();
        Application application = tomcat.with().setting("pool.max-size", "3").start()) {
      tomcat.create(application, "main", SERVER, link, tomcat.settings().max(5).initial(2));
      for (int i = 0; i < 3; i++) {
        application.tell("hold", "main", "1");
        assertEquals("closed", application.tell("close", "main"));
        Eventually.equal(0, link::open, application::output);
        application.tell("release", "main");
        assertEquals(
            0,
            application.metrics().sum("db_client_connection_max", NAME, POOL),
            application::output);
        assertEquals("1", application.ask("main", "SELECT 1"));
        assertEquals(3, application.metrics().sum("db_client_connection_max", NAME, POOL));
      }
      assertEquals(List.of(), application.said("tripmeter: (warn|error)|WARN"));
      assertEquals(4, application.said("DB pool configured").size());
    }
  }

  /** As Dropwizard has it: the pool runs its query on each new connection, one after the other. A statement that sets them up is run. */
  @ParameterizedTest
  @MethodSource(TOMCATS)
  void aTestOfNewConnectionsCostsNoTrip(PoolUnderTest tomcat) {
    assertCreationCosts(5 * LEAN_HANDSHAKE + 1, tomcat);
    assertCreationCosts(5 * LEAN_HANDSHAKE + 1 + 5, tomcat, "initSQL=SET lock_timeout = 77");
  }

  private static void assertCreationCosts(long trips, PoolUnderTest tomcat, String... settings) {
    PoolSettings all = tomcat
        .settings()
        .initial(5)
        .tested()
        .query("SELECT 1")
        .and("testOnConnect=true")
        .and(settings);
    try (Link link = link();
        Application application = tomcat.with().start()) {
      tomcat.create(application, "main", SERVER, link, all);
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

  /** Where the application ignores what its pool is refused at first. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource(TOMCATS)
  void aRefusalThatTheApplicationIgnoresIsIgnored(PoolUnderTest tomcat) {
    // Room for six.
    try (PostgresServer crowded = PostgresServer.with()
        .embedded()
        .maxConnections(14)
        .setting("superuser_reserved_connections", "8")
        .start()) {
      String bare = attempts(crowded, tomcat, tomcat.with().withoutAgent());
      assertEquals(bare, attempts(crowded, tomcat, tomcat.with()));
      assertTrue(bare.endsWith(" 2"), bare);
      assertEquals(bare, attempts(crowded, tomcat, tomcat.with().setting("warmup", "20")));
      assertEquals(6, opened(crowded, tomcat, tomcat.with().withoutAgent()));
      assertEquals(6, opened(crowded, tomcat, tomcat.with()));
    }
  }

  private static PoolSettings ignoring(PoolUnderTest tomcat) {
    return tomcat.settings().max(9).and("ignoreExceptionOnPreLoad=true");
  }

  private static String attempts(
      PostgresServer server, PoolUnderTest tomcat, ApplicationBuilder builder) {
    long before = WrongPassword.refused(server);
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      String[] command = tomcat.command("main", server, server.url(link), ignoring(tomcat));
      String answer = application.tell(WrongPassword.in(command));
      answer += " " + application.ask("main", "SELECT 1");
      // Two attempts are some milliseconds apart.
      Eventually.pause(500);
      assertEquals(0, link.open());
      return answer + " " + (WrongPassword.refused(server) - before);
    }
  }

  private static int opened(
      PostgresServer crowded, PoolUnderTest tomcat, ApplicationBuilder builder) {
    Eventually.equal(0, crowded::sessions, () -> "sessions of those before");
    try (Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      tomcat.create(application, "main", crowded, link, ignoring(tomcat).initial(9));
      Idle.await(link);
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      return link.open();
    }
  }
}
