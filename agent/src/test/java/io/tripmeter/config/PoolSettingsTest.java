package io.tripmeter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolSettingsTest {
  @Test
  void aPoolsOwnValueBeatsTheGlobalOneFromAnySource() {
    Settings settings = Configuration.read(
        new ConfigSources("warmup=9", Map.of(), Map.of("TRIPMETER_POOLS_REPORTS_WARMUP", "2")));

    assertEquals(2, settings.forPool("reports").integer(Option.WARMUP));
    assertEquals(
        "environment TRIPMETER_POOLS_REPORTS_WARMUP",
        settings.forPool("reports").source(Option.WARMUP));
    assertTrue(settings.forPool("reports").isExplicit(Option.WARMUP));
    assertEquals(9, settings.forPool("other").integer(Option.WARMUP));
    assertTrue(settings.forPool("reports").isOfOnePool(Option.WARMUP));
    assertFalse(settings.forPool("other").isOfOnePool(Option.WARMUP));
    assertFalse(settings.isOfOnePool(Option.WARMUP));
    assertEquals(9, settings.integer(Option.WARMUP));
  }

  @Test
  void aPoolsOwnValuesFollowTheUsualPrecedence() {
    Settings settings = Configuration.read(new ConfigSources(
        "pools.a.warmup=1",
        Map.of("tripmeter.pools.a.warmup", "2", "tripmeter.pools.a.pool.max-size", "2"),
        Map.of(
            "TRIPMETER_POOLS_A_WARMUP",
            "3",
            "TRIPMETER_POOLS_A_POOL_MAX_SIZE",
            "3",
            "TRIPMETER_POOLS_A_POOL_MIN_IDLE",
            "3")));

    Settings pool = settings.forPool("a");
    assertEquals(1, pool.integer(Option.WARMUP));
    assertEquals(2, pool.integer(Option.POOL_MAX_SIZE));
    assertEquals(3, pool.integer(Option.POOL_MIN_IDLE));
  }

  @Test
  void aPoolNameMayContainDotsSpacesDashesAndKeys() {
    Map<String, String> properties = Map.of(
        "tripmeter.pools.HikariPool-1.warmup.wait", "1s",
        "tripmeter.pools.my reports.eu.warmup.wait", "2s",
        "tripmeter.pools.my.pool.warmup.wait", "3s",
        "tripmeter.pools.orders/main.warmup.wait", "4s");
    Settings settings = Configuration.read(new ConfigSources(null, properties, Map.of()));

    assertEquals(List.of(), settings.problems());
    assertEquals(1_000, settings.forPool("HikariPool-1").duration(Option.WARMUP_WAIT));
    assertEquals(2_000, settings.forPool("my reports.eu").duration(Option.WARMUP_WAIT));
    assertEquals(3_000, settings.forPool("my.pool").duration(Option.WARMUP_WAIT));
    assertEquals(4_000, settings.forPool("orders/main").duration(Option.WARMUP_WAIT));
  }

  @Test
  void theEnvironmentSpellsPoolNamesWithUnderscores() {
    Map<String, String> environment = Map.of(
        "TRIPMETER_POOLS_HIKARIPOOL_1_POOL_MAX_SIZE",
        "7",
        "TRIPMETER_POOLS_MY_POOL_SESSION_LOCK_TIMEOUT",
        "7s");
    Settings settings = Configuration.read(new ConfigSources(null, Map.of(), environment));

    assertEquals(List.of(), settings.problems());
    assertEquals(7, settings.forPool("HikariPool-1").integer(Option.POOL_MAX_SIZE));
    assertEquals(7_000, settings.forPool("my.pool").duration(Option.SESSION_LOCK_TIMEOUT));
    assertFalse(settings.forPool("HikariPool-2").has(Option.POOL_MAX_SIZE));
  }

  @Test
  void everyPerPoolOptionCanBeSetForOnePoolInBothSpellings() {
    for (Option option : Option.values()) {
      if (option.isPerPool()) {
        KeySpelling.Key key = KeySpelling.PROPERTY.resolve("pools.x." + option.key());
        String variable = option.environment().replace("TRIPMETER_", "POOLS_X_");
        KeySpelling.Key fromEnvironment = KeySpelling.ENVIRONMENT.resolve(variable);
        assertTrue(key != null && key.option == option && "x".equals(key.pool), option.key());
        assertTrue(fromEnvironment != null && fromEnvironment.option == option, variable);
      }
    }
  }

  @Test
  void theApplicationNameIsServiceAndPoolUnlessGiven() {
    Settings settings = Configuration.ofArguments(
        "service-name=orders,pools.b.session.application-name=batch <pool>");

    assertEquals("orders/a", settings.forPool("a").text(Option.SESSION_APPLICATION_NAME));
    assertFalse(settings.forPool("a").isExplicit(Option.SESSION_APPLICATION_NAME));
    assertEquals("batch b", settings.forPool("b").text(Option.SESSION_APPLICATION_NAME));
    assertTrue(settings.forPool("b").isExplicit(Option.SESSION_APPLICATION_NAME));
  }

  @Test
  void theApplicationNameIsCutTo63BytesBetweenCharacters() {
    String name = ApplicationName.fill("<service>/<pool>", "ä".repeat(40), "p");
    assertEquals("ä".repeat(31), name);

    String withSurrogates = ApplicationName.fill("<service>", "\uD83D\uDE00".repeat(20), "p");
    assertEquals(60, withSurrogates.getBytes(StandardCharsets.UTF_8).length);
    assertEquals("\uD83D\uDE00".repeat(15), withSurrogates);
  }

  @Test
  void aReplicasPoolHasThePoolsSettingsUnderItsOwn() {
    Settings settings = Configuration.ofArguments(
            "replica.url=r,endpoint.failover=true,pools.main.pool.max-size=7,pools.main.warmup=3,"
                + "pools.main-read.warmup=off,session.application-name=shop")
        .forPool("main")
        .forReplica("main-read");
    assertEquals(7, settings.integer(Option.POOL_MAX_SIZE));
    assertEquals(0, settings.integer(Option.WARMUP));
    assertEquals("shop-read", settings.text(Option.SESSION_APPLICATION_NAME));
    assertFalse(settings.has(Option.REPLICA_URL));
    assertFalse(settings.flag(Option.ENDPOINT_FAILOVER));
  }

  @Test
  void aLongNameKeepsTheSuffixOfAReplica() {
    String name = Configuration.ofArguments("session.application-name=" + "x".repeat(70))
        .forPool("main")
        .forReplica("main-read")
        .text(Option.SESSION_APPLICATION_NAME);
    assertEquals("x".repeat(58) + "-read", name);
  }

  @Test
  void aPlaceIsWhereAPoolsConnectionsLead() {
    Settings settings = Configuration.read(new ConfigSources(
        "pools.db.example.com/orders.pool.max-size=3,pools.db.example.com:5433/orders.warmup=4,pools.main.warmup=5",
        Map.of("tripmeter.pools.[::1]:5433/orders.pool.max-size", "6"),
        Map.of("TRIPMETER_POOLS_DB_EXAMPLE_COM_ORDERS_WARMUP_PARALLELISM", "7")));
    String[] places = {"db.example.com/orders", "db.example.com:5433/orders"};
    assertEquals(3, settings.forPool("a", "a", places).integer(Option.POOL_MAX_SIZE));
    assertEquals(4, settings.forPool("a", "a", places).integer(Option.WARMUP));
    assertEquals(7, settings.forPool("a", "a", places).integer(Option.WARMUP_PARALLELISM));
    assertEquals(5, settings.forPool("main", "main", places).integer(Option.WARMUP));
    assertEquals(
        3,
        settings
            .forPool("a", "a", new String[] {"DB.Example.com/orders"})
            .integer(Option.POOL_MAX_SIZE));
    assertEquals(
        -1,
        settings
            .forPool("a", "a", new String[] {"db.example.com/Orders"})
            .integer(Option.POOL_MAX_SIZE));
    assertEquals(
        6,
        settings
            .forPool("a", "a", new String[] {"[::1]:5433/orders"})
            .integer(Option.POOL_MAX_SIZE));
    assertTrue(settings.forPool("a", "a", places).isOfOnePool(Option.POOL_MAX_SIZE));
  }
}
