package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.signals.metrics.Telemetry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys of single pools, and the pools that there are. */
class PoolKeysTest {
  private static final String[] PLACES = {"db.example/app", "db.example:5432/app"};

  private final CapturedLog log = CapturedLog.start();

  @AfterEach
  void endLog() {
    log.close();
  }

  private static PoolKeys keys(String arguments, long patience) {
    return new PoolKeys(Configuration.ofArguments(arguments), patience);
  }

  @Test
  void aNameThatNoPoolHasIsSaidOnce() {
    PoolKeys keys = keys("pools.ordres.pool.max-size=3,pools.orders.warmup=1", 0);
    keys.seen("orders", "orders", PLACES);
    keys.seen("reports", "reports", PLACES);

    assertTrue(keys.look());
    assertTrue(keys.look());

    assertEquals(
        List.of(
            "tripmeter: warn: configuration: pools.ordres.pool.max-size (agent argument pools.ordres.pool.max-size)"
                + " has no effect so far; no pool to PostgreSQL has this name, or leads to this database;"
                + " the key counts when there is such a pool"
                + " key=pools.ordres.pool.max-size pools=\"orders, reports\""),
        log.lines());
  }

  @Test
  void aDatabaseAReplicaAndNoPoolAreNames() {
    PoolKeys keys = keys(
        "pools.DB.example/app.warmup=1,pools.db.example:5432/app.warmup=1,pools.none.endpoint=direct,"
            + "pools.orders-read.warmup=1,pools.orders#2-read.warmup=1",
        0);
    keys.seen("orders", "orders", PLACES);
    keys.seen("orders", "orders#2", PLACES);

    assertTrue(keys.look());

    assertEquals(List.of(), log.lines());
  }

  @Test
  void aPoolThatComesLateIsNotMissedInTheFirstMinute() {
    PoolKeys keys = keys("pools.late.warmup=1", PoolKeys.MINUTE_NANOS);
    assertFalse(keys.look(), "no pool at all");
    keys.seen("early", "early", PLACES);
    assertFalse(keys.look());
    assertEquals(List.of(), log.lines());
  }

  /** A slip at the end of a long name is seen, and the second key is not taken for the first. */
  @Test
  void keysAreShownWhole() {
    String host = "pools.a-database-with-a-long-name.c1a2b3c4d5e6.eu-central-1.rds.amazonaws.com/";
    PoolKeys keys = keys(host + "ordres.warmup=1," + host + "ordres.pool.max-size=3", 0);
    keys.seen("orders", "orders", PLACES);

    assertTrue(keys.look());

    assertEquals(2, log.lines().size(), log.lines().toString());
    for (String line : log.lines()) {
      assertTrue(line.contains("configuration: " + host + "ordres."), line);
      assertTrue(line.contains(" key=" + host + "ordres."), line);
    }
  }

  @Test
  void poolsThatAreNotNamedAreCounted() {
    PoolKeys keys = keys("pools.ordres.warmup=1", 0);
    for (int i = 1; i <= 23; i++) {
      keys.seen("pool-" + i, "pool-" + i, PLACES);
    }
    assertTrue(keys.look());
    String line = log.lines().get(0);
    assertTrue(line.contains(", pool-20 and 3 more\""), line);
  }

  /** The key may be its own: its name may be what could not be read. */
  @Test
  void besideAPoolThatIsLeftAloneNothingIsSaid() {
    FakePool unknown = new FakePool("jdbc:postgresql://db.example/app", 5).failingAt("initSql");
    Settings settings = Configuration.ofArguments("pools.ordres.warmup=1");
    PoolKeys keys = new PoolKeys(settings, 0);
    Telemetry telemetry = new Telemetry(Runnable::run);
    PoolProduct[] products = {unknown};
    new PoolCreations(
            products,
            settings,
            telemetry,
            new Pools(products, settings, telemetry).connections(),
            new Budgets(settings, telemetry.exceededBudgets()),
            new PoolRegistry(),
            keys)
        .creating(0, unknown);
    keys.seen("orders", "orders", PLACES);

    assertTrue(keys.look());

    assertEquals(1, log.lines().size(), log.lines().toString());
    assertTrue(log.lines().get(0).contains("pool left as the application made it"));
  }

  /** A thread of the application that creates a pool would wait for whoever reads the log. */
  @Test
  void linesAreWrittenWithoutTheMonitor() {
    PoolKeys keys = keys("pools.ordres.warmup=1", 0);
    keys.seen("orders", "orders", PLACES);
    List<Boolean> held = new ArrayList<>();
    log.whenWritten(() -> held.add(Thread.holdsLock(keys)));

    assertTrue(keys.look());

    assertEquals(List.of(false), held);
  }

  @Test
  void whoOpensPoolsWithoutEndIsToldNothing() {
    PoolKeys keys = keys("pools.pool-9999.warmup=1", 0);
    for (int i = 0; i < 10_000; i++) {
      keys.seen("pool-" + i, "pool-" + i, PLACES);
    }
    assertTrue(keys.look());
    assertEquals(List.of(), log.lines());
  }
}
