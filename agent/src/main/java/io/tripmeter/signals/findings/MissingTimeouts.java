package io.tripmeter.signals.findings;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.SessionTimeout;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.signals.metrics.SuggestedTimeouts;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;

/**
 * No session timeout is asked for. Whether the role, the database or the server has one is not known: Tripmeter does not ask them then, and
 * says so. The suggested ones need some time of observation.
 */
final class MissingTimeouts implements Check {
  private static final long MINUTES = 10;

  @Override
  public void look(Evidence evidence, List<Problem> found) {
    for (SessionTimeout timeout : SessionTimeout.values()) {
      if (evidence.settings().isSetAnywhere(timeout.option())) {
        return;
      }
    }
    for (WatchedPool pool : evidence.pools()) {
      SuggestedTimeouts suggested = SuggestedTimeouts.of(pool.stats());
      if (pool.stats() != PoolStats.NONE
          && suggested.isKnown()
          && evidence.isObservedFor(MINUTES)
          && !hasOne(pool)) {
        found.add(problem(evidence, pool, suggested));
      }
    }
  }

  private static boolean hasOne(WatchedPool pool) {
    for (SettingChange setting : pool.report().session()) {
      if (SessionTimeout.isOne(setting.setting())) {
        return true;
      }
    }
    return false;
  }

  private static Problem problem(Evidence evidence, WatchedPool pool, SuggestedTimeouts suggested) {
    return new Problem(
            "timeouts",
            Severity.LOW,
            pool.name(),
            "No session timeouts are asked for in pool " + pool.name() + ".")
        .detail(
            "A statement or an idle transaction that hangs holds its connection and its locks, unless the role, the database or the server has"
                + " a timeout of its own, which is not known here.")
        .number("longest statement " + suggested.longestStatementMillis()
            + " ms, longest idle transaction " + suggested.longestIdleInTransactionMillis()
            + " ms so far")
        .cure(
            evidence.byTripmeter("Set timeouts that would have ended none of them."),
            "missing-timeouts")
        .setting(suggested.keys())
        .pool(pool.name());
  }
}
