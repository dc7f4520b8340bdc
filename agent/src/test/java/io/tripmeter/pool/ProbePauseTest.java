package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProbePauseTest {
  private static final long SECOND = 1_000_000_000L;

  private final ProbePause pause = new ProbePause();

  @Test
  void nobodyAsksAgainWhatWasTold() {
    assertFalse(pause.isOver(100 * SECOND));
  }

  @Test
  void pausesDoubleUpToTenMinutes() {
    long now = 5 * SECOND;
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600}) {
      pause.failed(now);
      assertFalse(pause.isOver(now + seconds * SECOND - 1));
      assertTrue(pause.isOver(now + seconds * SECOND));
      assertFalse(pause.isOver(now + 10_000 * SECOND), "one asks");
      now += 10_000 * SECOND;
    }
  }
}
