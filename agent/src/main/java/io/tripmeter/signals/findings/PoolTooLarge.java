package io.tripmeter.signals.findings;

import io.tripmeter.config.Option;
import io.tripmeter.signals.metrics.PoolHistory;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;
import java.util.Locale;

/**
 * Far fewer connections are in use than are open: in every sample of the last minutes, and in the mean since the start, which is exact
 * because each use is timed. A peak between two samples is not seen, so the suggestion leaves room.
 */
final class PoolTooLarge implements Check {
  private static final long MINUTES = 60;
  private static final int FEWEST_SAMPLES = 60;
  private static final int SMALL = 10;
  private static final int TIMES = 4;

  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (WatchedPool pool : evidence.pools()) {
      PoolHistory history = pool.history();
      long[] samples = history == null || !evidence.isObservedFor(MINUTES)
          ? new long[0]
          : history.of(PoolHistory.Gauge.USED);
      long most = most(samples);
      int open = pool.size();
      double mean = evidence.meanOf(pool.stats().useTime().sum());
      if (most >= 0
          && open >= SMALL
          && open >= TIMES * Math.max(1, most)
          && open >= TIMES * mean
          && pool.shortage() == null) {
        found.add(problem(evidence, pool, open, most, mean, samples.length));
      }
    }
  }

  /** -1 if it is known of too few. */
  private static long most(long[] samples) {
    long most = -1;
    int known = 0;
    for (long used : samples) {
      known += used < 0 ? 0 : 1;
      most = Math.max(most, used);
    }
    return known < FEWEST_SAMPLES ? -1 : most;
  }

  private static Problem problem(
      Evidence evidence, WatchedPool pool, int open, long most, double mean, int samples) {
    return new Problem(
            "pool-large",
            Severity.LOW,
            pool.name(),
            "Pool " + pool.name() + " holds many more connections than are in use.")
        .detail(
            "Each open connection is a process of the server's, or a client of the pooler's, that other instances cannot have.")
        .number(String.format(
            Locale.ROOT,
            "%d open; at most %d in use in %d samples of the last %d minutes, %.2f in the mean since the start",
            open,
            most,
            samples,
            samples * PoolHistory.STEP_SECONDS / 60,
            mean))
        .cure(
            evidence.byTripmeter(
                "Make the pool smaller, unless it has busier hours than it has had until now."),
            "pool-too-large")
        .setting(Option.POOL_MAX_SIZE.key() + '=' + Math.max(SMALL / 2, 2 * most))
        .pool(pool.name());
  }
}
