package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.signals.metrics.Telemetry;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A pool's first connections: the warm-up that opens them, and which of them are asked what is in force. Any thread. */
final class FirstConnections implements WarmUp.Listener {
  private final Settings settings;
  private final Telemetry telemetry;
  private final PoolReporter reporter;
  private final PoolSetup setup;
  private final PoolSessions sessions;
  private final PoolIdentity identity;
  private final boolean asksBudget;
  private final AtomicBoolean seen = new AtomicBoolean();
  private volatile boolean standing;
  private volatile @Nullable WarmUp warmUp;

  /** @param asksBudget whether it is to be asked how many connections the server admits, also where nothing is changed */
  FirstConnections(
      Settings settings,
      Telemetry telemetry,
      PoolReporter reporter,
      PoolSetup setup,
      PoolSessions sessions,
      PoolIdentity identity,
      boolean asksBudget) {
    this.settings = settings;
    this.telemetry = telemetry;
    this.reporter = reporter;
    this.setup = setup;
    this.sessions = sessions;
    this.identity = identity;
    this.asksBudget = asksBudget;
  }

  /** Null if the pool is not warmed up. */
  @Nullable
  WarmUp warmUp() {
    return warmUp;
  }

  /** By a configuration that may still be changed. */
  void plan(Object config) throws ReflectiveOperationException {
    warmUp = setup.warmUp(this, config);
  }

  boolean isStanding() {
    return standing;
  }

  void stands() {
    standing = true;
  }

  /** Returns when they are open, as far as the operator has the pool's creation wait for that. */
  void created(Object pool) throws ReflectiveOperationException, InterruptedException {
    WarmUp own = warmUp;
    if (own != null) {
      own.created(pool);
      long wait = settings.duration(Option.WARMUP_WAIT);
      if (wait > 0) {
        own.await(wait);
      }
    }
  }

  /** Without the pool's monitor: budgets resize other pools. */
  void checkBudget() {
    if (warmUp == null) {
      setup.checkBudget(identity.stats(), sessions);
    }
  }

  /** Whether the connection that the pool has just opened is to be asked which settings are in force. */
  boolean isToBeAsked() {
    return isFirstFree() || sessions.isToBeAskedAgain();
  }

  /** Without a warm-up it is the first. */
  private boolean isFirstFree() {
    WarmUp own = warmUp;
    return own == null
        ? (!settings.adviseOnly() || asksBudget) && seen.compareAndSet(false, true)
        : own.isFirstFree();
  }

  @Override
  public void opened(Connection connection, int number) {
    WarmUp own = warmUp;
    sessions.ask(connection, number, own != null && own.opensTwo());
    if (own == null && standing) {
      setup.checkBudget(identity.stats(), sessions);
    }
  }

  @Override
  public void ended(
      WarmUp ended, int requested, int warmed, long nanos, @Nullable Throwable failure) {
    PoolStats owner = identity.stats();
    if (ended.isCancelled() || owner == null) {
      return;
    }
    sessions.end();
    telemetry.warmedUp(owner, requested, warmed, nanos);
    setup.checkBudget(owner, sessions);
    reporter.warmedUp(requested, warmed, nanos, failure);
  }

  void cancel() {
    WarmUp own = warmUp;
    if (own != null) {
      own.cancel();
    }
  }
}
