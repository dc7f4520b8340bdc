package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.log.CapturedLog;
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
                + " the pools so far are orders, reports; the key counts when there is such a pool"
                + " key=pools.ordres.pool.max-size"),
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
