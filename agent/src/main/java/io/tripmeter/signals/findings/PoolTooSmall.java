package io.tripmeter.signals.findings;

import io.tripmeter.config.Option;
import io.tripmeter.signals.metrics.Shortage;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;

/**
 * Borrowers wait while all connections that the pool may have are open: it is full, not still being filled. Over when the pool has been
 * enlarged, or nobody has waited for an hour.
 */
final class PoolTooSmall implements Check {
  private static final long FEW_WAITS = 10;

  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (WatchedPool pool : evidence.pools()) {
      Shortage shortage = pool.shortage();
      if (shortage != null
          && shortage.max() >= pool.max()
          && !shortage.isOver()
          && (shortage.timeouts() > 0 || isMuch(shortage))) {
        found.add(problem(evidence, pool, shortage));
      }
    }
  }

  private static boolean isMuch(Shortage shortage) {
    return shortage.waits() >= FEW_WAITS && shortage.nanos() >= Evidence.NANOS_PER_SECOND;
  }

  private static Problem problem(Evidence evidence, WatchedPool pool, Shortage shortage) {
    int enough = shortage.max() + shortage.mostWaiting();
    return new Problem(
            "pool-small",
            shortage.timeouts() > 0 ? Severity.HIGH : Severity.MEDIUM,
            pool.name(),
            "Requests have waited for a connection while pool " + pool.name() + " was full ("
                + shortage.max() + " in use).")
        .detail(
            "A borrower waited " + Evidence.millis((double) shortage.nanos() / shortage.waits())
                + " in the mean, with up to " + shortage.mostWaiting() + " waiting at once."
                + " A connection is in use for as long as its transaction makes round trips, so fewer of them help as much as more connections.")
        .number("waits: " + evidence.often(shortage.waits())
            + "; borrows that ended without a connection: " + shortage.timeouts())
        .saves(evidence.secondsPerHour((double) shortage.nanos()))
        .cure(
            evidence.byTripmeter(
                "Shorten what holds connections, or enlarge the pool if the server has room for that many from all instances."),
            "pool-too-small")
        .setting(Option.POOL_MAX_SIZE.key() + '=' + enough)
        .pool(pool.name());
  }
}
