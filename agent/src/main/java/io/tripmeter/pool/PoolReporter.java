package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.ReadBack;
import io.tripmeter.connect.SessionTimeout;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.signals.metrics.PoolReport;
import io.tripmeter.signals.metrics.SuggestedTimeouts;
import io.tripmeter.signals.metrics.Telemetry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what was changed in one pool: its log lines, and its report for metrics, page and JMX. Any thread. No line is written under the
 * monitor: a thread that opens a connection passes here.
 */
final class PoolReporter {
  private final String product;
  private final String name;
  private final Settings settings;
  private final Telemetry telemetry;
  private final List<SettingChange> changes = new ArrayList<>();
  private List<SettingChange> resized = Collections.emptyList();
  private List<SettingChange> readBack = Collections.emptyList();
  private @Nullable StartupPlan plan;
  private @Nullable PoolStats owner;

  PoolReporter(String product, String name, Settings settings, Telemetry telemetry) {
    this.product = product;
    this.name = name;
    this.settings = settings;
    this.telemetry = telemetry;
  }

  synchronized void owner(PoolStats pool) {
    owner = pool;
  }

  synchronized void changed(List<SettingChange> configuration) {
    changes.addAll(
        settings.adviseOnly() ? SettingChange.onlyAdvised(configuration) : configuration);
  }

  /** The pool stands: of what it would have been given when it was made, it may only get the sizes still. */
  synchronized void adviseEnds() {
    changes.removeIf(was -> !was.isMade());
    publish();
  }

  /** The pool, which stands, has been given another size. */
  synchronized void resized(List<SettingChange> sizes) {
    // Of what has changed while it runs the last is enough.
    changes.removeAll(resized);
    resized = sizes;
    changes.addAll(sizes);
    publish();
  }

  /** The plan by which the pool's connections are opened, as far as one was. */
  synchronized void planned(StartupPlan by) {
    plan = by;
  }

  /** The role, the database or the server says something else than before. */
  void planChanged(StartupPlan by) {
    synchronized (this) {
      plan = by;
      List<SettingChange> now = new ArrayList<>(readBack);
      now.removeIf(setting -> SessionTimeout.isOne(setting.setting()));
      now.addAll(by.left());
      now.addAll(by.report().inForce());
      readBack = now;
    }
    Log.info("DB session timeouts of new connections have changed")
        .pool(name)
        .field("settings", by.report().decided())
        .write();
    publish();
  }

  /** The read-back may end before the pool is known or after: whichever finishes last publishes the report. */
  void readBack(StartupPlan by, @Nullable ReadBack answer) {
    VerdictLine.write(name, by.endpoint());
    synchronized (this) {
      plan = by;
      if (answer != null) {
        readBack = answer.applied();
      }
    }
    publish();
    if (answer != null && !answer.applied().isEmpty()) {
      (answer.isAsAsked()
              ? Log.info("DB session settings applied")
              : Log.warn("DB session settings differ from what was asked for"))
          .pool(name)
          .field("settings", SettingLines.of(answer.applied()))
          .write();
    }
  }

  /** The line about the pool. */
  void configured() {
    StringBuilder line = new StringBuilder();
    for (SettingChange change : publish()) {
      line.append(line.length() == 0 ? "" : "; ").append(change);
    }
    Log.info(
            settings.adviseOnly()
                ? "DB pool would be configured (mode=advise)"
                : "DB pool configured")
        .pool(name)
        .field("product", product)
        .field("changes", line.length() == 0 ? "none" : line.toString())
        .write();
  }

  private synchronized List<SettingChange> publish() {
    List<SettingChange> all = new ArrayList<>();
    StartupPlan opened = plan;
    Pooler pooler = null;
    boolean isValidated = opened != null && isAlwaysValidated(opened);
    for (SettingChange change : changes) {
      if (!isValidated || !AdvisedChanges.isOfValidation(change)) {
        all.add(change);
      }
    }
    if (opened != null) {
      all.addAll(
          opened.settings().adviseOnly()
              ? SettingChange.onlyAdvised(opened.changes())
              : opened.changes());
      pooler = opened.endpoint().pooler();
    }
    if (owner != null) {
      telemetry
          .pools()
          .report(owner, PoolReport.of(product, all).withSession(readBack).withPooler(pooler));
    }
    return all;
  }

  /** Whether the pool asks about each such connection, whatever {@code pool.validation} says. */
  private static boolean isAlwaysValidated(StartupPlan plan) {
    return plan.isSocketGiven()
        || plan.endpoint().pooler().pipelining().isDisabled(System.nanoTime());
  }

  /** The pool was made before anything was known of its server: an operator's settings come too late. */
  void unchanged() {
    for (PoolSetting setting : PoolSetting.values()) {
      if (settings.isExplicit(setting.option())) {
        Log.warn(
                "pool setting not applied: the pool's data source told only after the pool was made that it is PostgreSQL's")
            .pool(name)
            .field("key", setting.option().key())
            .once("late " + name + ' ' + setting)
            .write();
      }
    }
  }

  void warmedUp(int requested, int warmed, long nanos, @Nullable Throwable failure) {
    LogEvent event = (warmed == requested
            ? Log.info("DB pool warm-up complete")
            : Log.warn("DB pool warm-up incomplete, the pool opens the rest under traffic"))
        .field("requested", requested)
        .field("warmed", warmed)
        .pool(name)
        .field("millis", nanos / 1_000_000);
    (failure == null ? event : event.error(failure)).write();
  }

  /** What its longest statements and pauses have been. */
  static void closed(PoolStats stats) {
    SuggestedTimeouts timeouts = SuggestedTimeouts.of(stats);
    if (timeouts.isKnown()) {
      Log.info("DB pool closed")
          .pool(stats.name())
          .field("longest_statement_ms", timeouts.longestStatementMillis())
          .field("longest_idle_in_transaction_ms", timeouts.longestIdleInTransactionMillis())
          .field("would_have_cut_nothing", timeouts.keys())
          .write();
    }
  }
}
