package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.log.Log;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.session.StartupPlan;
import io.tripmeter.telemetry.PoolReport;
import io.tripmeter.telemetry.SettingChange;
import io.tripmeter.telemetry.WatchedPools;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is shown of connections that no pool opens: what the last one that was different has. Any thread. */
final class UnpooledReport {
  private final WatchedPools pools;
  private String shown = "";
  private String asked = "";
  private List<SettingChange> seen = Collections.emptyList();

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
          .write();
    }
  }

  /** A later connection that has asked for the same, in the same way, is not asked again. */
  private List<SettingChange> inForce(StartupPlan plan) {
    String now = plan.endpoint().name() + plan.decided();
    if (!plan.inForce().isEmpty() || !now.equals(asked)) {
      seen = plan.inForce();
      asked = now;
    }
    return seen;
  }

  /** Null where nothing shows that anything stands there. */
  private static @Nullable Pooler before(StartupPlan plan) {
    Pooler pooler = plan.endpoint().pooler();
    return pooler.verdict() == Verdict.DIRECT ? null : pooler;
  }
}
