package io.tripmeter.signals.findings;

import io.tripmeter.signals.metrics.WarmUpResult;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;

/** The warm-up could not open all connections, and the pool has fewer than it keeps. */
final class WarmUpIncomplete implements Check {
  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (WatchedPool pool : evidence.pools()) {
      WarmUpResult warmUp = pool.warmUp();
      int size = pool.size();
      int kept = pool.minIdle() < 0 ? pool.max() : Math.min(pool.minIdle(), pool.max());
      if (warmUp != null
          && warmUp.warmed() < warmUp.requested()
          && size >= 0
          && size < Math.min(warmUp.requested(), kept)) {
        found.add(problem(pool, warmUp, size));
      }
    }
  }

  private static Problem problem(WatchedPool pool, WarmUpResult warmUp, int size) {
    return new Problem(
            "warm-up",
            Severity.MEDIUM,
            pool.name(),
            "The warm-up of pool " + pool.name() + " is incomplete.")
        .detail(
            "The missing connections are opened under traffic, where a request may wait for one.")
        .number(warmUp.warmed() + " of " + warmUp.requested() + " connections warmed up, " + size
            + " open now")
        .cure(
            "See the reason in the log line of the warm-up; if the server has no room, use fewer connections or allow more there.",
            "warm-up-incomplete")
        .pool(pool.name());
  }
}
