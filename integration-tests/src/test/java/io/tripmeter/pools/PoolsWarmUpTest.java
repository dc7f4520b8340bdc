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
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pools of each product fill in parallel. That handshakes overlap shows on a link that holds all of them: serial ones would never become many. */
final class PoolsWarmUpTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String NAME = "db_client_connection_pool_name";

  /** Of SCRAM without TLS. */
  private static final int LEAN_HANDSHAKE = 3;

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(20)).logging().open();
  }

  private static int order(
      Application application, PoolUnderTest pool, Link link, PoolSettings settings) {
    return application.order(pool.command("main", SERVER, SERVER.url(link), settings));
  }

  private static PoolSettings all(PoolUnderTest pool, int size) {
    return pool.settings().max(size).keeping(size).initial(size);
  }

  private static double trips(Metrics metrics, String pool, String kind) {
    return metrics.sum("tripmeter_round_trips_total", "pool", pool, "kind", kind);
  }

  private static double idle(Metrics metrics, String pool) {
    return metrics.sum("db_client_connection_count", NAME, pool, "state", "idle");
  }

  @EachPool
  @Tag("core")
  void twentyConnectionsShakeHandsAtOnce(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = link();
        Application application = pool.with().start()) {
      link.stall();
      int order = order(application, pool, link, all(pool, 20));
      Eventually.equal(20, link::open, application::output);
      link.restore();
      assertEquals("created", application.answer(order));
      String line = application.warmedUp(name);
      assertTrue(line.contains("requested=20 warmed=20"), line);
      assertEquals(20, link.count().connections());
      assertEquals(20, link.peak());
      Metrics metrics = application.metrics();
      // HikariCP validates its first connection, which costs a trip only if the machine has paused
      // for longer than a connection is known to be alive; DBCP tries one.
      long validations = (long) trips(metrics, name, "validate");
      assertTrue(validations <= 1, () -> validations + " validations");
      long further = link.turnArounds() - 20L * (LEAN_HANDSHAKE + pool.ownTrips()) - validations;
      assertTrue(
          further <= pool.furtherTrips(),
          () -> further + " further trips:\n" + String.join("\n", link.log()));
      assertMetrics(metrics, name, link);
      long warm = link.turnArounds();
      application.tell("hold", "main", "20");
      application.tell("release", "main");
      assertEquals(warm, link.turnArounds());
      assertEquals(20, link.peak());
      assertEquals(20, link.count().connections());
    }
  }

  private static void assertMetrics(Metrics metrics, String name, Link link) {
    assertEquals(20, metrics.sum("tripmeter_warmup_requested", "pool", name));
    assertEquals(20, metrics.sum("tripmeter_warmup_warmed", "pool", name));
    assertTrue(metrics.sum("tripmeter_warmup_duration_seconds", "pool", name) > 0);
    assertEquals(20 * LEAN_HANDSHAKE, trips(metrics, name, "connect"));
    assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", name));
    assertEquals(20, idle(metrics, name));
    assertEquals(20, metrics.sum("db_client_connection_max", NAME, name));
    assertEquals(0, metrics.sum("db_client_connection_use_time_seconds_count", NAME, name));
  }

  /**
   * Without a change of what the application has set, where one refusal would fail the pool's creation if the pool itself opened them.
   * Creation waits where it is told to.
   */
  @EachPool
  void anOperatorSaysHowManyConnectionsAreOpened(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = link();
        Application application =
            pool.with().setting("warmup", "12").setting("warmup.wait", "30s").start()) {
      PoolSettings own = pool.settings().max(20).keeping(20).initial(2);
      pool.create(application, "main", SERVER, link, own);
      assertEquals(12, link.open());
      String line = application.warmedUp(name);
      assertTrue(line.contains("requested=12 warmed=12"), line);
      if (!pool.is(Trait.OPENS_ALL_ITSELF)) {
        pool.settings()
            .initial(2)
            .values()
            .forEach((setting, value) ->
                assertEquals(value, pool.settingsOf(application, "main").get(setting)));
      }
      Eventually.equal(12.0, () -> idle(application.metrics(), name), application::output);
      long warm = link.turnArounds();
      application.tell("hold", "main", "12");
      application.tell("release", "main");
      assertEquals(warm, link.turnArounds());
      assertEquals(12, link.count().connections());
    }
  }

  @Tag("matrix")
  @EachPool
  void thePoolsMinimumIsOpenedWhereTheOperatorSaysSo(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = link();
        Application application = pool.with().setting("warmup", "all").start()) {
      PoolSettings own = pool.settings().max(20).min(5).initial(0);
      pool.create(application, "main", SERVER, link, own);
      String line = application.warmedUp(name);
      assertTrue(line.contains("requested=5 warmed=5"), line);
      Eventually.equal(5, link::open, application::output);
      assertEquals(5, link.count().connections());
    }
  }

  static Stream<PoolUnderTest> thatOpenOneForTheFirstBorrower() {
    return PoolUnderTest.ofThisRun()
        .filter(pool -> pool.is(Trait.OPENS_ONE_FOR_THE_FIRST_BORROWER));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("thatOpenOneForTheFirstBorrower")
  void aPoolThatOpensNoneIsNotWarmed(PoolUnderTest pool) {
    try (Link link = link();
        Application application = pool.with().start()) {
      pool.create(application, "main", SERVER, link, pool.settings().max(20).initial(0));
      assertEquals("1", application.ask("main", "SELECT 1"));
      Eventually.pause(300);
      assertEquals(1, link.open());
      // HikariCP opens one to see that it can, closes it, and opens the next when it is asked for.
      assertEquals(pool.isHikari() ? 2 : 1, link.count().connections());
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @Tag("matrix")
  @EachPool
  void switchedOffThePoolFillsAsItAlwaysDid(PoolUnderTest pool) {
    try (Link link = link();
        Application application = pool.with().setting("warmup", "off").start()) {
      link.stall();
      int order = order(application, pool, link, all(pool, 5));
      Eventually.equal(pool.threads(), link::open, application::output);
      Eventually.pause(300);
      assertEquals(pool.threads(), link.open());
      link.restore();
      assertEquals("created", application.answer(order));
      if (pool.is(Trait.FILLED_BY_ITS_CREATION)) {
        assertEquals(5, link.open());
      }
      Eventually.equal(5, link::open, application::output);
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  @Tag("matrix")
  @EachPool
  void noMoreShakeHandsAtOnceThanTheOperatorAllows(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = link();
        Application application = pool.with().setting("warmup.parallelism", "4").start()) {
      link.stall();
      int order = order(application, pool, link, all(pool, 20));
      Eventually.equal(4, link::open, application::output);
      Eventually.pause(300);
      assertEquals(4, link.open());
      link.restore();
      // A pool that is filled by its creation answers when all are open.
      while (application.said("warm-up complete.* pool=" + name).isEmpty()) {
        long half = link.connections().stream()
            .filter(connection -> connection.turnArounds() < LEAN_HANDSHAKE)
            .count();
        assertTrue(half <= 4, () -> half + " at once");
        Eventually.pause(1);
      }
      assertEquals("created", application.answer(order));
      assertTrue(application.warmedUp(name).contains("warmed=20"), application::output);
      assertEquals(20, link.peak());
    }
  }

  @EachPool
  void neverMoreThanTheMaximumIsOpenWhenThreadsBorrowMeanwhile(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = link();
        Application application = pool.with().setting("warmup.parallelism", "3").start()) {
      pool.create(application, "main", SERVER, link, all(pool, 10));
      int[] orders = new int[30];
      for (int i = 0; i < orders.length; i++) {
        orders[i] = application.order("ask", "main", "SELECT 1 FROM pg_sleep(0.05)");
      }
      for (int order : orders) {
        assertEquals("1", application.answer(order));
      }
      String line = application.warmedUp(name);
      assertTrue(line.contains("warmed=10"), line);
      assertEquals(10, link.peak());
      assertEquals(10, link.open());
    }
  }

  static Stream<PoolUnderTest> thatStandWhileTheyWarmUp() {
    // DBCP tries a connection before its pool stands.
    return PoolUnderTest.ofThisRun().filter(pool -> !pool.is(Trait.TRIES_ITS_FIRST));
  }

  /** But for those that the pool itself leaves open. */
  @ParameterizedTest
  @MethodSource("thatStandWhileTheyWarmUp")
  void aPoolThatClosesMeanwhileLeavesNoConnectionBehind(PoolUnderTest pool) {
    int left = pool.is(Trait.LEAVES_ITS_OWN_OPEN)
        ? leftBehind(pool, pool.with().withoutAgent(), pool.threads())
        : 0;
    assertEquals(left, leftBehind(pool, pool.with().setting("warmup", "20"), 20));
  }

  private static int leftBehind(PoolUnderTest pool, ApplicationBuilder builder, int opening) {
    try (Link link = link();
        Application application = builder.start()) {
      link.stall();
      boolean fills = pool.is(Trait.FILLED_BY_ITS_CREATION);
      PoolSettings own =
          fills ? pool.settings().max(20).initial(0) : all(pool, 20).standingAtOnce();
      pool.create(application, "main", SERVER, link, own);
      Eventually.equal(opening, link::open, application::output);
      int closing = application.order("close", "main");
      if (pool.is(Trait.MADE_AGAIN_WHEN_USED)) {
        assertEquals("closed", application.answer(closing));
      }
      link.restore();
      assertEquals("closed", application.answer(closing));
      int most = pool.is(Trait.LEAVES_ITS_OWN_OPEN) ? 1 : 0;
      Eventually.equal(true, () -> link.open() <= most, application::output);
      Eventually.pause(1000);
      assertEquals(List.of(), application.said("warm-up|tripmeter: warn|WARN "));
      int open = link.open();
      if (pool.is(Trait.MADE_AGAIN_WHEN_USED)) {
        assertEquals("1", application.ask("main", "SELECT 1"));
      }
      return open;
    }
  }
}
