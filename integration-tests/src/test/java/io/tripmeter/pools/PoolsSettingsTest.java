package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.EachPool;
import io.tripmeter.child.Eventually;
import io.tripmeter.child.PoolProduct.Trait;
import io.tripmeter.child.PoolSettings;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;

/** The operator's keys for the pools of each product, under the same names, and the application's own settings. */
final class PoolsSettingsTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
  }

  private static void assertContains(String words, String line) {
    assertTrue(line.contains(words), line);
  }

  @EachPool
  void anOperatorsSettingsHold(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    PoolSettings own = pool.settings()
        .max(10)
        .initial(8)
        .idle(Duration.ofSeconds(100))
        .timeout(Duration.ofSeconds(7))
        .query("SELECT 1");
    try (Link link = link();
        Application application = pool.with()
            .setting("pool.max-size", "4")
            .setting("pool.min-idle", "2")
            .setting("pool.max-lifetime", "20m")
            .setting("pool.idle-timeout", "5m")
            .setting("pool.keepalive", "1m")
            .setting("pools." + name + ".pool.connection-timeout", "3s")
            .start()) {
      pool.create(application, "main", SERVER, link, own);
      if (pool.is(Trait.FILLED_BY_ITS_CREATION)) {
        assertEquals(4, link.open());
      }
      application.warmedUp(name);
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(expected(pool), pool.settingsOf(application, "main"));
      String line = application.configured(name);
      assertContains(pool.label(), line);
      assertContains("pool.max-size: 10 -> 4 (system property", line);
      assertContains("pool.connection-timeout: 7s -> 3s (system property", line);
      pool.says().forEach(words -> assertContains(words, line));
      application.tell("hold", "main", "4");
      assertTrue(application.ask("main", "SELECT 1").startsWith("failed: "), application::output);
      assertEquals(4, link.peak());
      assertEquals(4, link.open());
    }
  }

  private static Map<String, String> expected(PoolUnderTest pool) {
    PoolSettings operators = pool.settings()
        .max(4)
        .min(2)
        .initial(4)
        .lifetime(Duration.ofMinutes(20))
        .idle(Duration.ofMinutes(5))
        .keepalive(Duration.ofMinutes(1))
        .timeout(Duration.ofSeconds(3));
    Map<String, String> expected = new TreeMap<>(operators.values());
    if (!pool.hasKeepalive()) {
      expected.put(pool.keepalive(), "none");
    }
    expected.putAll(pool.follows().values());
    return expected;
  }

  @EachPool
  void theMinimumIsNeverAboveTheMaximum(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = link();
        Application application = pool.with()
            .setting("warmup", "all")
            .setting("pool.min-idle", "8")
            .setting("pools." + name + ".pool.max-size", "5")
            .start()) {
      PoolSettings own = pool.settings().max(20).min(10).initial(10);
      pool.create(application, "main", SERVER, link, own);
      assertContains("pool.min-idle: 8 -> 5 (follows pool.max-size)", application.configured(name));
      Map<String, String> settings = pool.settingsOf(application, "main");
      pool.settings()
          .max(5)
          .min(5)
          .initial(5)
          .values()
          .forEach((setting, value) -> assertEquals(value, settings.get(setting), setting));
      assertEquals(List.of(), application.said("pool rejected the value"));
      application.warmedUp(name);
      assertEquals(5, link.peak());
    }
  }

  /** Those that it has not set are the pool's, as without Tripmeter. */
  @EachPool
  void theApplicationsOwnSettingsStand(PoolUnderTest pool) {
    PoolSettings own = pool.settings()
        .named("shop")
        .max(6)
        .keeping(5)
        .min(1)
        .initial(3)
        .lifetime(Duration.ofMinutes(9))
        .idle(Duration.ofMinutes(2))
        .keepalive(Duration.ofSeconds(90))
        .timeout(Duration.ofSeconds(7));
    Map<String, String> bare;
    try (Link link = link();
        Application application = pool.with().withoutAgent().start()) {
      bare = settings(application, pool, link, own);
      own.values()
          .forEach((setting, value) -> assertTrue(
              !bare.containsKey(setting) || bare.get(setting).equals(value), bare::toString));
    }
    try (Link link = link();
        Application application = pool.with().start()) {
      assertEquals(bare, settings(application, pool, link, own));
      String line = application.configured(pool.isNamed() ? "shop" : pool.name("main", 1));
      assertFalse(line.matches(".*pool\\.(?!validation)[a-z-]+: .*"), line);
    }
  }

  private static Map<String, String> settings(
      Application application, PoolUnderTest pool, Link link, PoolSettings own) {
    pool.create(application, "main", SERVER, link, own);
    assertEquals("1", application.ask("main", "SELECT 1"));
    return pool.settingsOf(application, "main");
  }

  /** Neither its settings nor how many connections it opens. */
  @Tag("matrix")
  @EachPool
  void advisedNothingIsChanged(PoolUnderTest pool) {
    PoolSettings own = pool.settings().max(6).min(1).initial(2).timeout(Duration.ofSeconds(7));
    List<?> bare;
    try (Link link = link();
        Application application = pool.with().withoutAgent().start()) {
      bare = settingsAndConnections(application, pool, link, own);
    }
    try (Link link = link();
        Application application = pool.on(Application.withTimeouts())
            .setting("mode", "advise")
            .setting("pool.max-size", "4")
            .setting("pool.connection-timeout", "3s")
            .start()) {
      assertEquals(bare, settingsAndConnections(application, pool, link, own));
      String line = application.configured(pool.name("main", 1));
      assertContains("would be configured", line);
      assertContains("pool.max-size: 6 -> 4", line);
      assertContains("pool.connection-timeout: 7s -> 3s", line);
      assertContains("warmup: off -> all (connections are opened", line);
      assertEquals(List.of(), application.said("warm-up"));
    }
  }

  private static List<?> settingsAndConnections(
      Application application, PoolUnderTest pool, Link link, PoolSettings own) {
    pool.create(application, "main", SERVER, link, own);
    int least = pool.isHikari() ? 1 : 2;
    Eventually.equal(true, () -> link.open() >= least, application::output);
    Idle.await(link);
    long connections = link.count().connections();
    String timeout = application.ask("main", "SHOW statement_timeout");
    return List.of(pool.settingsOf(application, "main"), timeout, connections);
  }
}
