package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Tag;

/** What is counted of the pools of each product: their round trips are the wire's, their connections the pool's. */
final class PoolsCountsTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String NAME = "db_client_connection_pool_name";
  private static final String USE_TIMES = "db_client_connection_use_time_seconds_count";

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
  }

  private static double state(Metrics metrics, String pool, String state) {
    return metrics.sum("db_client_connection_count", NAME, pool, "state", state);
  }

  private static double size(Application application, String pool) {
    return application.metrics().sum("db_client_connection_max", NAME, pool);
  }

  @EachPool
  void whatIsCountedIsWhatTheWireSawAndThePoolHas(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    // HikariCP fills itself up to its minimum of idle connections whenever it likes.
    int max = pool.isHikari() ? 3 : 5;
    int min = pool.isHikari() ? 3 : 1;
    PoolSettings own = pool.settings().max(max).min(min).initial(3);
    try (Link link = link();
        Application application = pool.with().start()) {
      pool.create(application, "main", SERVER, link, own);
      application.warmedUp(name);
      application.tell("hold", "main", "2");
      Metrics held = application.metrics();
      assertEquals(1, state(held, name, "idle"));
      assertEquals(2, state(held, name, "used"));
      assertEquals(max, held.sum("db_client_connection_max", NAME, name));
      assertEquals(min, held.sum("db_client_connection_idle_min", NAME, name));
      assertEquals(0, held.sum(USE_TIMES, NAME, name));
      assertEquals(2, held.sum("db_client_connection_wait_time_seconds_count", NAME, name));
      String health = "{\"name\":\"" + name + "\",\"size\":3,\"idle\":1,\"used\":2,\"pending\":0,";
      assertTrue(application.health().contains(health), application::health);
      application.tell("release", "main");
      assertEquals("committed", application.tell("commit", "main", "SELECT 1", "SELECT 2"));
      Metrics metrics = application.metrics();
      assertEquals(3, metrics.sum(USE_TIMES, NAME, name));
      assertEquals(3, metrics.sum("db_client_connection_create_time_seconds_count", NAME, name));
      assertEquals(0, metrics.sum("tripmeter_round_trips_total", "pool", "none"));
      assertEquals(
          link.turnArounds(),
          metrics.sum("tripmeter_round_trips_total", "pool", name),
          application::output);
    }
  }

  @Tag("matrix")
  @EachPool
  void aBorrowWithoutAConnectionIsATimeout(PoolUnderTest pool) {
    String timeouts = "db_client_connection_timeouts_total";
    String name = pool.name("main", 1);
    try (Link link = link();
        Application application = pool.with().start()) {
      pool.create(
          application, "main", SERVER, link, pool.settings().one().timeout(Duration.ofSeconds(2)));
      // The first connection of a JVM takes its time.
      Eventually.equal("1", () -> application.ask("main", "SELECT 1"), application::output);
      double before = application.metrics().sum(timeouts, NAME, name);
      assertEquals("held", application.tell("hold", "main", "1"));
      String answer = application.ask("main", "SELECT 1");
      assertTrue(answer.startsWith("failed: "), answer);
      assertEquals(before + 1, application.metrics().sum(timeouts, NAME, name));
    }
  }

  @EachPool
  void aConnectionThatBreaksWhileItIsLentHasAUseTime(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = link();
        Application application = pool.with().start()) {
      pool.create(
          application, "main", SERVER, link, pool.settings().max(3).min(3).initial(3));
      application.warmedUp(name);
      assertEquals("1", application.ask("main", "SELECT 1"));
      String ended = application.ask("main", "SELECT pg_terminate_backend(pg_backend_pid())");
      assertTrue(ended.startsWith("failed: 57P01"), ended);
      String next = application.ask("main", "SELECT 1");
      assertTrue(next.equals("1") || next.equals(afterABreak(pool)), next);
      assertEquals(3, application.metrics().sum(USE_TIMES, NAME, name), application::output);
    }
  }

  /** What the next borrower has without Tripmeter. */
  private static String afterABreak(PoolUnderTest pool) {
    try (Link link = link();
        Application bare = pool.with().withoutAgent().start()) {
      pool.create(bare, "main", SERVER, link, pool.settings().max(3).min(3).initial(3));
      Eventually.equal(3, link::open, bare::output);
      bare.ask("main", "SELECT pg_terminate_backend(pg_backend_pid())");
      return bare.ask("main", "SELECT 1");
    }
  }

  @EachPool
  void poolsThatAreMadeAndClosedLeaveNothingBehind(PoolUnderTest pool) {
    try (Link link = link();
        Application application = pool.with().setting("pool.max-size", "3").start()) {
      for (int i = 1; i <= 3; i++) {
        String name = pool.name("main", i);
        pool.create(
            application, "main", SERVER, link, pool.settings().max(5).min(1).initial(2));
        application.warmedUp(name);
        application.tell("hold", "main", "1");
        assertEquals(3, size(application, name));
        assertEquals("closed", application.tell("close", "main"));
        int lent = pool.is(Trait.CLOSES_WHAT_IS_LENT) ? 0 : 1;
        Eventually.equal(lent, link::open, application::output);
        application.tell("release", "main");
        Eventually.equal(0, link::open, application::output);
        assertEquals(0, size(application, name), application::output);
      }
      assertEquals(List.of(), application.said("tripmeter: (warn|error)|WARN"));
      assertEquals(3, application.said("DB pool configured").size());
    }
  }
}
