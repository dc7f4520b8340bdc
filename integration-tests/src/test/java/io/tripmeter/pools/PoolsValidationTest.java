package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a test on borrow costs in the pools of each product, and that a connection which died is replaced before anyone gets it. */
final class PoolsValidationTest {
  private static final int SIZE = 4;
  private static final String NAME = "db_client_connection_pool_name";
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.with().embedded().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static Link link() {
    return Link.to(server).roundTrip(Duration.ofMillis(4)).open();
  }

  private static PoolSettings one(PoolUnderTest pool) {
    return pool.settings().one();
  }

  /** The pools of one application; each is created, and asked five times. */
  private static long tripsOfFourBorrows(
      Application application, PoolUnderTest pool, String name, PoolSettings settings) {
    try (Link link = link()) {
      pool.create(application, name, server, link, settings);
      assertEquals("1", application.ask(name, "SELECT 1"));
      // The pool's own first questions.
      Eventually.pause(100);
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        Eventually.pause(pool.silenceMillis());
        assertEquals("1", application.ask(name, "SELECT 1"), application::output);
      }
      long trips = link.since(mark).turnArounds();
      application.tell("close", name);
      return trips;
    }
  }

  static Stream<PoolUnderTest> thatTest() {
    return PoolUnderTest.ofThisRun().filter(PoolUnderTest::isTestedOnBorrow);
  }

  @ParameterizedTest
  @MethodSource("thatTest")
  void aTestOnBorrowCostsNoTripWhileTheConnectionIsKnownToBeAlive(PoolUnderTest pool) {
    PoolSettings query = one(pool).tested().query("/* Health Check */ SELECT 1");
    try (Application bare = pool.with().withoutAgent().start();
        Application application = pool.with().start()) {
      assertEquals(8, tripsOfFourBorrows(bare, pool, "query", query));
      assertEquals(4, tripsOfFourBorrows(application, pool, "query", query));
      if (pool.hasQuery() && pool.isTestedWithoutQuery()) {
        PoolSettings driver = one(pool).tested();
        assertEquals(8, tripsOfFourBorrows(bare, pool, "driver", driver));
        assertEquals(4, tripsOfFourBorrows(application, pool, "driver", driver));
        driver.testTimeout(3);
        assertEquals(4, tripsOfFourBorrows(application, pool, "timeout", driver));
      }
      query.testTimeout(3);
      assertEquals(4, tripsOfFourBorrows(application, pool, "query-timeout", query));
    }
  }

  @Tag("matrix")
  @EachPool
  void anOperatorSaysHowAPoolValidates(PoolUnderTest pool) {
    try (Application application = pool.with()
        .setting("pools." + pool.name("left", 1) + ".pool.validation", "pool")
        .setting("pools." + pool.name("asked", 2) + ".pool.validation", "borrow")
        .start()) {
      PoolSettings tested = one(pool).tested().query("SELECT 1");
      int left = pool.isTestedOnBorrow() ? 8 : 4;
      assertEquals(left, tripsOfFourBorrows(application, pool, "left", tested));
      PoolSettings untested = one(pool).untested().query("SELECT 1");
      assertEquals(8, tripsOfFourBorrows(application, pool, "asked", untested));
      assertEquals(4, tripsOfFourBorrows(application, pool, "auto", untested));
    }
  }

  /** Agroal's validators are objects, which may ask anything. */
  @Tag("matrix")
  @EachPool
  void advisedItIsSaidWhichTestsWouldBeAnswered(PoolUnderTest pool) {
    try (Link link = link();
        Application application = pool.with().setting("mode", "advise").start()) {
      PoolSettings tested = one(pool).tested().query("SELECT 1");
      pool.create(application, "tested", server, link, tested);
      assertEquals("1", application.ask("tested", "SELECT 1"), application::output);
      assertEquals(
          pool.isTestedOnBorrow() && !pool.label().contains("Agroal"),
          isAdvised(application, pool.name("tested", 1)),
          application::output);
      pool.create(application, "untested", server, link, one(pool).untested().query("SELECT 1"));
      assertEquals("1", application.ask("untested", "SELECT 1"), application::output);
      // Both test by default what was idle for long.
      assertEquals(
          pool.isHikari() || pool.label().contains("Druid"),
          isAdvised(application, pool.name("untested", 2)),
          application::output);
    }
  }

  private static boolean isAdvised(Application application, String name) {
    return application.configured(name).contains("pool.validation: pool -> auto (no round trip");
  }

  static Stream<PoolUnderTest> withQueries() {
    return PoolUnderTest.ofThisRun().filter(PoolUnderTest::hasQuery);
  }

  @ParameterizedTest
  @MethodSource("withQueries")
  void anApplicationsOwnTestIsRun(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = link();
        Application application = pool.with().start()) {
      PoolSettings own = one(pool).tested().query("SELECT count(*) FROM pg_class");
      pool.create(application, "main", server, link, own);
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      Eventually.pause(100);
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      assertEquals(8, link.since(mark).turnArounds());
      // The first connection, which a pool tries, the initial one, and those of the borrows.
      int tried = pool.is(Trait.TRIES_ITS_FIRST) ? 1 : 0;
      assertEquals(
          tried + 5,
          application
              .metrics()
              .sum("tripmeter_round_trips_total", "pool", name, "kind", "validate"));
    }
  }

  /** No request fails: what died while it was idle is found by a look at the socket, or by the pool. */
  @ParameterizedTest
  @MethodSource("thatTest")
  void connectionsThatTheServerHasEndedAreReplaced(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = link();
        Application application = pool.with().start()) {
      List<Runnable> faults = List.of(
          server::terminateSessions,
          link::cut,
          link::hangUp,
          server::restart,
          PoolsValidationTest::kill);
      // Without a minimum: a borrower of Agroal's misses a connection that the pool opens for its
      // minimum just when all others were found dead, and waits for ever.
      PoolSettings settings = pool.settings().max(SIZE).initial(SIZE).tested().query("SELECT 1");
      pool.create(application, "main", server, link, settings);
      application.warmedUp(name);
      for (Runnable fault : faults) {
        holdAll(application);
        Eventually.equal(SIZE, server::sessions, application::output);
        long before = link.count().connections();
        fault.run();
        // The news has to come over the link.
        Eventually.pause(Math.max(300, pool.silenceMillis()));
        for (int i = 0; i < 2 * SIZE; i++) {
          assertEquals("1", application.ask("main", "SELECT 1"), application::output);
        }
        holdAll(application);
        assertEquals(SIZE, link.count().connections() - before, application::output);
      }
      assertEquals(SIZE, link.open(), application::output);
      Metrics metrics = application.metrics();
      assertEquals(0, metrics.sum("tripmeter_round_trips_total", "pool", "none"));
      assertEquals(SIZE, metrics.sum("db_client_connection_count", NAME, name, "state", "idle"));
    }
  }

  private static void holdAll(Application application) {
    assertEquals("held", application.tell("hold", "main", Integer.toString(SIZE)));
    application.tell("release", "main");
  }

  private static void kill() {
    server.kill();
    server.startAgain();
  }
}
