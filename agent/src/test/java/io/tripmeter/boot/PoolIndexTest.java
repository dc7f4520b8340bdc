package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class PoolIndexTest {
  @Test
  void eachOfAThousandIsFoundAndNoOther() {
    Object[] pools = new Object[1000];
    PoolStats[] stats = new PoolStats[pools.length];
    for (int i = 0; i < pools.length; i++) {
      pools[i] = new Object();
      stats[i] = PoolStats.unseen("same", pools[i]);
    }
    PoolIndex index = new PoolIndex(stats);
    for (int i = 0; i < pools.length; i++) {
      assertSame(stats[i], index.of(pools[i]));
      assertSame(PoolStats.NONE, index.of(new Object()));
    }
    assertSame(PoolStats.NONE, new PoolIndex(new PoolStats[0]).of(pools[0]));
  }

  /** As where a pool is opened again before its last counts are gone. */
  @Test
  void ofTwoWithOneObjectTheFirstIsFound() {
    Object pool = new Object();
    PoolStats first = PoolStats.unseen("a", pool);
    assertSame(first, new PoolIndex(new PoolStats[] {first, PoolStats.unseen("b", pool)}).of(pool));
  }

  /** As where the pool's factory opens connections before there is a pool. */
  @Test
  void aPoolIsFoundWhenItStands() {
    Object part = new Object();
    Object pool = new Object();
    PoolStats stats = PoolStats.register("stands", part);
    assertSame(stats, PoolStats.of(part));
    stats.stands(pool);
    assertSame(stats, PoolStats.of(pool));
    assertSame(PoolStats.NONE, PoolStats.of(part));
    stats.close();
  }
}
