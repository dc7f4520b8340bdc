package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class CancelCallsTest {
  @Test
  void aCancelRequestLeavesThePoolThatTheThreadOpensAConnectionFor() {
    ThreadState thread = ThreadState.current();
    PoolStats pool = PoolStats.unseen("main", new Object());
    thread.pool().setOpening(pool);
    try {
      CancelCalls.enter(new Object());
      CancelCalls.exit();
      assertSame(pool, thread.pool().opening());
    } finally {
      thread.pool().setOpening(null);
    }
  }
}
