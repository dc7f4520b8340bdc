package io.tripmeter.signals.page;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.TripKind;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.signals.metrics.SuggestedTimeouts;
import io.tripmeter.signals.metrics.WarmUpResult;
import io.tripmeter.signals.metrics.WatchedPool;
import java.util.List;

/** The page's section about one pool. */
final class PoolSection {
  private final WatchedPool pool;

  PoolSection(WatchedPool pool) {
    this.pool = pool;
  }

  void addTo(Html html) {
    if (pool.stats() != PoolStats.NONE) {
      html.heading(4, pool.name() + " " + pool.report().product());
    }
    if (pool.isMeasured()) {
      html.paragraph(known(pool.idle()) + " idle, " + known(pool.used()) + " used, "
          + known(pool.pending()) + " waiting, at most "
          + known(pool.max()) + "; " + pool.stats().invalid().sum() + " found invalid, "
          + pool.stats().timeouts().sum()
          + " timeouts");
    }
    WarmUpResult warmUp = pool.warmUp();
    if (warmUp != null) {
      html.paragraph("Warm-up: " + warmUp);
    }
    for (Pooler pooler : pool.poolers()) {
      html.paragraph("Endpoint: " + pooler);
    }
    SuggestedTimeouts timeouts = SuggestedTimeouts.of(pool.stats());
    if (timeouts.isKnown()) {
      html.paragraph("Longest statement " + timeouts.longestStatementMillis()
          + " ms (with its waits for locks), longest idle transaction "
          + timeouts.longestIdleInTransactionMillis() + " ms, without migrations. "
          + timeouts.keys()
          + " would have ended none of them.");
    }
    addChanges(html, "pool setting", pool.report().settings());
    addChanges(html, "session setting, read back", pool.report().session());
    addTrips(html);
  }

  private static String known(int number) {
    return number < 0 ? "?" : Integer.toString(number);
  }

  private static void addChanges(Html html, String title, List<SettingChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    html.beginTable(title, "old", "new", "why");
    for (SettingChange change : changes) {
      html.row(change.setting(), change.before(), change.after(), change.reason());
    }
    html.endTable();
  }

  private void addTrips(Html html) {
    html.beginTable("kind of round trip", "count");
    for (int i = 0; i < TripKind.count(); i++) {
      TripKind kind = TripKind.of(i);
      long trips = pool.stats().trips(kind);
      if (trips > 0) {
        html.row(kind.label(), Long.toString(trips));
      }
    }
    html.endTable();
  }
}
