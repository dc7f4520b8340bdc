package io.tripmeter.signals.findings;

import io.tripmeter.signals.metrics.WarmUpResult;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;

/** The warm-up could not open all connections, and the pool has not opened them since. */
final class WarmUpIncomplete implements Check {
  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (WatchedPool pool : evidence.pools()) {
      WarmUpResult warmUp = pool.warmUp();
      int size = pool.size();
      if (warmUp != null && warmUp.warmed() < warmUp.requested() && size < warmUp.requested()) {
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
        .number(warmUp.warmed() + " of " + warmUp.requested() + " connections warmed up, "
            + (size < 0 ? "an unknown number" : String.valueOf(size)) + " open now")
        .cure(
            "See the reason in the log line of the warm-up; if the server has no room, use fewer connections or allow more there.",
            "warm-up-incomplete")
        .pool(pool.name());
  }
}
