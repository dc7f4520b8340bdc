package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.RecentlyUsed;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.signals.metrics.PoolReport;
import io.tripmeter.signals.metrics.WatchedPools;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is shown of connections that no pool opens: what the last one that was different has. Any thread. */
final class UnpooledReport {
  /** An application has a handful of databases; one that makes up ever new ones is told of the latest. */
  private static final int MOST = 50;

  private final WatchedPools pools;
  private String shown = "";

  /** By endpoint and what is asked for there: what was found in force. */
  private final Map<String, List<SettingChange>> seen = new RecentlyUsed<>(MOST);

  UnpooledReport(WatchedPools pools) {
    this.pools = pools;
  }

  synchronized void opened(StartupPlan plan) {
    List<SettingChange> inForce = inForce(plan);
    String now = plan.endpoint().name() + plan.changes() + inForce;
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    pools.report(
        PoolStats.NONE,
        PoolReport.of("", plan.changes()).withSession(inForce).withPooler(before(plan)));
    if (!inForce.isEmpty()) {
      Log.info("DB session settings applied")
          .pool(PoolStats.NONE.name())
          .field("settings", SettingLines.of(inForce))
          .field("endpoint", plan.endpoint().name())
          .once("in force " + plan.endpoint().name() + inForce)
          .write();
    }
  }

  /** A later connection that has asked for the same, in the same way, is not asked again. */
  private List<SettingChange> inForce(StartupPlan plan) {
    String now = plan.endpoint().name() + plan.report().decided();
    if (!plan.report().inForce().isEmpty()) {
      seen.put(now, plan.report().inForce());
    }
    return seen.getOrDefault(now, Collections.emptyList());
  }

  /** Null where nothing shows that anything stands there. */
  private static @Nullable Pooler before(StartupPlan plan) {
    Pooler pooler = plan.endpoint().pooler();
    return pooler.verdict() == Verdict.DIRECT ? null : pooler;
  }
}
