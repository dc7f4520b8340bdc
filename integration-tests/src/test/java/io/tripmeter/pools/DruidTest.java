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

/** What only Druid's pools do. */
final class DruidTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String DRUIDS = "io.tripmeter.child.PoolUnderTest#druids";
  private static final String POOL = "druid-1";
  private static final String NAME = "db_client_connection_pool_name";
  private static final String SIZE = "db_client_connection_max";

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).logging().open();
  }

  /** A filter wraps connections and statements. What getPooledConnection lends goes back by another object than what is used. */
  @ParameterizedTest
  @MethodSource(DRUIDS)
  void whatFiltersWrapIsCountedAndTestedAsWithoutThem(PoolUnderTest druid) {
    try (Link link = link();
        Application application = druid.on(Application.withTimeouts()).start()) {
      PoolSettings own = druid.settings().max(5).initial(3).tested().and("filters=stat,wall");
      druid.create(application, "main", SERVER, link, own);
      application.warmedUp(POOL);
      assertEquals("30s", application.ask("main", "SHOW statement_timeout"));
      Link.Count mark = link.mark();
      assertEquals("1", application.tell("ask-pooled", "main", "SELECT 1"));
      assertEquals(1, link.since(mark).turnArounds());
      Metrics metrics = application.metrics();
      assertEquals(2, metrics.sum("db_client_connection_use_time_seconds_count", NAME, POOL));
      assertEquals(2, metrics.sum("db_client_connection_wait_time_seconds_count", NAME, POOL));
      assertEquals(3, metrics.sum("db_client_connection_create_time_seconds_count", NAME, POOL));
      assertEquals(
          link.turnArounds(),
          metrics.sum("tripmeter_round_trips_total", "pool", POOL),
          application::output);
    }
  }

  /** On the thread that creates the pool there is nothing left to ask, one connection after the other. */
  @ParameterizedTest
  @MethodSource(DRUIDS)
  void eachConnectionIsAskedOnceForItsIsolationLevel(PoolUnderTest druid) {
    try (Link link = link();
        Application application = druid.with().start()) {
      druid.create(application, "main", SERVER, link, druid.settings().max(9).initial(9));
      application.warmedUp(POOL);
      List<String> asked =
          link.log().stream().filter(line -> line.contains("ISOLATION")).toList();
      assertEquals(9, asked.size(), () -> String.join("\n", link.log()));
    }
  }

  /** After which its isolation level is another than the one that was told ahead. */
  @ParameterizedTest
  @MethodSource(DRUIDS)
  void whatSetsAConnectionUpIsInForce(PoolUnderTest druid) {
    try (Link link = link();
        Application application = druid.with().start()) {
      PoolSettings own = druid
          .settings()
          .initial(5)
          .and("connectionInitSqls=SET lock_timeout = 77", "defaultTransactionIsolation=8");
      druid.create(application, "main", SERVER, link, own);
      assertTrue(application.warmedUp(POOL).contains("warmed=5"), application::output);
      // By the workers of four, and of each when it was set.
      long asked = link.log().stream()
          .filter(line -> line.contains("SHOW TRANSACTION ISOLATION"))
          .count();
      assertEquals(10, asked, () -> String.join("\n", link.log()));
      String inForce = "SELECT current_setting('lock_timeout') || ' '"
          + " || current_setting('transaction_isolation')";
      for (String answer : application.askAll("main", 5, inForce)) {
        assertEquals("77ms serializable", answer);
      }
    }
  }

  /** With threads of its own, which open before the creation has ended. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource(DRUIDS)
  void aPoolThatIsCreatedAsynchronouslyFillsItself(PoolUnderTest druid) {
    try (Link link = link();
        Application application = druid.with().start()) {
      PoolSettings own = druid.settings().max(20).initial(5).and("asyncInit=true");
      druid.create(application, "main", SERVER, link, own);
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      Eventually.equal(5, link::open, application::output);
      Metrics metrics = application.metrics();
      assertEquals(0, metrics.sum("tripmeter_round_trips_total", "pool", "none"));
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  /** By the test of a connection that was idle for some time, which is on by default. */
  @ParameterizedTest
  @MethodSource(DRUIDS)
  void aTestOfWhatWasIdleCostsNoTrip(PoolUnderTest druid) {
    assertEquals(8, tripsOfFourBorrows(druid, druid.with().withoutAgent()));
    assertEquals(4, tripsOfFourBorrows(druid, druid.with()));
  }

  private static long tripsOfFourBorrows(PoolUnderTest druid, ApplicationBuilder builder) {
    try (Link link = link();
        Application application = builder.start()) {
      PoolSettings own = druid.settings().max(1).and("timeBetweenEvictionRunsMillis=5");
      druid.create(application, "main", SERVER, link, own);
      assertEquals("1", application.ask("main", "SELECT 1"));
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        Eventually.pause(20);
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      return link.since(mark).turnArounds();
    }
  }

  /** By a data source that was told to; the pool keeps its name. */
  @ParameterizedTest
  @MethodSource(DRUIDS)
  void aPoolIsMadeAgainWhenItsDataSourceIsRestarted(PoolUnderTest druid) {
    try (Link link = link();
        Application application = druid.with().setting("pool.max-size", "3").start()) {
      druid.create(application, "main", SERVER, link, druid.settings().max(5).initial(2));
      for (int i = 0; i < 3; i++) {
        assertEquals("1", application.ask("main", "SELECT 1"));
        assertEquals("restarted", application.tell("restart", "main"));
        Eventually.equal(0, link::open, application::output);
        assertEquals(0, application.metrics().sum(SIZE, NAME, POOL), application::output);
        assertEquals("1", application.ask("main", "SELECT 1"));
        assertEquals(2, link.open());
        assertEquals(3, application.metrics().sum(SIZE, NAME, POOL));
      }
      assertEquals("closed", application.tell("close", "main"));
      Eventually.equal(0, link::open, application::output);
      assertTrue(application.ask("main", "SELECT 1").startsWith("failed: "));
      assertEquals(0, application.metrics().sum(SIZE, NAME, POOL));
      assertEquals(4, application.said("DB pool configured").size());
    }
  }

  /** Druid throws it from the creation, and then tries on a thread of its own until it gives up. */
  @Tag("matrix")
  @ParameterizedTest
  @MethodSource(DRUIDS)
  void aWrongPasswordIsTriedAsOftenAsWithoutTripmeter(PoolUnderTest druid) {
    try (PostgresServer server = PostgresServer.with().embedded().start()) {
      String bare = attempts(server, druid, druid.with().withoutAgent());
      assertTrue(bare.matches("failed: 28P01 .* [23]"), bare);
      assertEquals(bare, attempts(server, druid, druid.with()));
      assertEquals(bare, attempts(server, druid, druid.with().setting("warmup", "20")));
    }
  }

  private static String attempts(
      PostgresServer server, PoolUnderTest druid, ApplicationBuilder builder) {
    long before = WrongPassword.refused(server);
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      PoolSettings own = druid.settings().max(9).initial(5).and("breakAfterAcquireFailure=true");
      String[] command = druid.command("main", server, server.url(link), own);
      String answer = application.tell(WrongPassword.in(command));
      // Druid's thread tries once more, at once.
      Eventually.pause(1500);
      assertEquals(0, link.open());
      return answer + " " + (WrongPassword.refused(server) - before);
    }
  }
}
