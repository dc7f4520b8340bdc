package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a pool does with the connection that it tries. */
final class PoolCallsTest {
  private final Object pool = new Object();
  private final PoolStats stats = PoolStats.unseen("tried", pool);

  /** Keeps whatever it is asked to. */
  @BeforeEach
  void set() {
    Class<PoolHooks.Pools> type = PoolHooks.Pools.class;
    PoolHooks.set(type.cast(Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "opening" -> stats;
          case "opened" -> arguments[2];
          case "connection", "lentAs" -> arguments[1];
          case "keeps" -> true;
          default -> null;
        })));
  }

  @AfterEach
  void reset() {
    PoolCalls.trying(false);
    PoolHooks.set((PoolHooks.Pools) null);
  }

  /** A driver around the driver may open and close others, before it has the right one. */
  @Test
  void onlyTheConnectionThatThePoolHasTriedIsKept() {
    Object others = new Object();
    Object tried = new Object();
    PoolCalls.trying(true);
    PoolCalls.opening(0, pool);
    assertFalse(PoolCalls.keeps(others));
    PoolCalls.opened(0, pool, tried, null);
    assertFalse(PoolCalls.keeps(others));
    assertTrue(PoolCalls.keeps(tried));
    PoolCalls.trying(false);
    assertFalse(PoolCalls.keeps(tried));
  }

  @Test
  void noOtherConnectionOfThePoolIsKept() {
    PoolCalls.opening(0, pool);
    PoolCalls.opened(0, pool, pool, null);
    assertFalse(PoolCalls.keeps(pool));
  }
}
