package io.tripmeter.signals.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.boot.PoolStats;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PoolHistoryTest {
  private final PoolStats stats = PoolStats.unseen("orders", this);
  private final WatchedPool pool = new WatchedPool(stats);
  private final PoolHistory history = new PoolHistory(stats.waitTime());

  @Test
  void aSampleHasTheConnectionsByState() {
    pool.setGauges(new FixedGauges(3, 2));
    history.sample(1, pool);
    assertArrayEquals(new long[] {2}, history.of(PoolHistory.Gauge.USED));
    assertArrayEquals(new long[] {3}, history.of(PoolHistory.Gauge.IDLE));
    assertArrayEquals(new long[] {1}, history.of(PoolHistory.Gauge.PENDING));
  }

  @Test
  void aWaitIsTheLongestOfItsStep() {
    stats.waitTime().record(20_000_000_000L);
    history.sample(1, pool);
    stats.waitTime().record(2_000);
    stats.waitTime().record(5_000_000);
    history.sample(2, pool);
    history.sample(3, pool);
    stats.waitTime().record(30_000_000_000L);
    history.sample(4, pool);
    assertArrayEquals(
        new long[] {-1, 5_000_000, -1, 30_000_000_000L}, history.of(PoolHistory.Gauge.WAIT_NANOS));
  }

  @Test
  void stepsThatWereLeftOutAreUnknown() {
    pool.setGauges(new FixedGauges(3, 2));
    history.sample(7, pool);
    history.sample(10, pool);
    assertArrayEquals(new long[] {3, -1, -1, 3}, history.of(PoolHistory.Gauge.IDLE));
  }

  @Test
  void aQuarterOfAnHourIsKept() {
    for (int step = 1; step <= 250; step++) {
      pool.setGauges(new FixedGauges(step, 0));
      history.sample(step, pool);
    }
    long[] idle = history.of(PoolHistory.Gauge.IDLE);
    assertEquals(15 * 60 / PoolHistory.STEP_SECONDS, idle.length);
    assertEquals(161, idle[0]);
    assertEquals(250, idle[idle.length - 1]);
  }

  @Test
  void afterALongSleepNothingIsKnown() {
    history.sample(1, pool);
    pool.setGauges(new FixedGauges(3, 2));
    history.sample(1_000_000_000_000L, pool);
    long[] idle = history.of(PoolHistory.Gauge.IDLE);
    assertEquals(3, idle[89]);
    assertEquals(-89, Arrays.stream(idle, 0, 89).sum());
  }
}
