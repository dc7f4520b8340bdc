package io.tripmeter.signals.overview;

import io.tripmeter.signals.metrics.PoolHistory;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the pools' last quarter of an hour, so that it is there at the first look: docs/decisions/metrics.md. Called by the listener's thread,
 * which wakes twice a second anyway.
 */
public final class PoolSampler {
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(PoolHistory.STEP_SECONDS);

  private final Telemetry telemetry;
  private final long origin = System.nanoTime() - STEP_NANOS;
  private long last;

  public PoolSampler(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** @param now {@link System#nanoTime()} */
  public void pass(long now) {
    long step = (now - origin) / STEP_NANOS;
    if (step > last) {
      last = step;
      for (WatchedPool pool : telemetry.pools().open()) {
        if (pool.isMeasured()) {
          pool.sample(step);
        }
      }
    }
  }
}
