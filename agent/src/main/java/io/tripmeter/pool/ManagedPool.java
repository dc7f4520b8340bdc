package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.ReadBack;
import io.tripmeter.connect.ServerLimits;
import io.tripmeter.connect.SessionTimeout;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import io.tripmeter.migration.SchemaRequirement;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.postgres.Databases;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.PoolReport;
import io.tripmeter.signals.metrics.Telemetry;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One pool from the moment that its constructor is entered: what is changed in its configuration, its warm-up, and what is reported of it.
 * Nothing is changed or reported before the pool is known to be PostgreSQL's: by its configuration, else by its first connection. Keeps no
 * object of the application: the thread that creates the pool holds this one, and a constructor may fail where nobody sees it.
 */
final class ManagedPool implements WarmUp.Listener, SessionProbe.Listener {
  private final PoolProduct product;
  private final Telemetry telemetry;
  private final String name;
  private final Settings settings;
  private final @Nullable String initSql;
  private final List<SettingChange> changes = new ArrayList<>();
  private final Budgets budgets;
  private final @Nullable SchemaRequirement requirement;
  private final WeakReference<Object> config;
  private volatile boolean known;
  private volatile @Nullable BudgetedPool budgeted;
  private volatile boolean keepsNone;
  private volatile @Nullable WarmUp warmUp;
  private final AtomicBoolean firstSeen = new AtomicBoolean();
  private final ProbePause pause = new ProbePause();
  private volatile SessionProbe probe;
  private volatile boolean asksAgain;
  private final Connections connections;
  private List<SettingChange> readBack = Collections.emptyList();
  private volatile @Nullable PoolStats stats;
  private volatile @Nullable StartupPlan plan;
  private volatile int admitted = -1;
  private volatile boolean standing;
  private volatile boolean askedAtCreation;

  ManagedPool(
      PoolProduct product,
      Telemetry telemetry,
      Connections connections,
      Budgets budgets,
      Settings all,
      Object config)
      throws ReflectiveOperationException {
    this.product = product;
    this.telemetry = telemetry;
    this.config = new WeakReference<>(config);
    this.budgets = budgets;
    name = product.configuration().poolName(config);
    settings = all.forPool(name);
    this.connections = connections;
    probe = new SessionProbe(connections, this, name);
    initSql = product.configuration().initSql(config);
    // A pool that a migration is the first to use belongs to a service that migrates itself.
    boolean isToBeAsked = settings.has(Option.REQUIRE_SCHEMA)
        && !settings.adviseOnly()
        && !ThreadState.current().inMigration();
    requirement = isToBeAsked ? SchemaRequirement.of(settings) : null;
    if (product.configuration().target(config) == Target.POSTGRESQL) {
      isPostgres();
    }
  }

  /** Whether the pool is known to be PostgreSQL's. */
  boolean isKnown() {
    return known;
  }

  /** The pool is PostgreSQL's. In its constructor its configuration can still be changed, also when the first connection told. */
  void isPostgres() throws ReflectiveOperationException {
    if (becomesKnown()) {
      checkFirstBudget();
    }
  }

  /** Whether the pool stands already. */
  private synchronized boolean becomesKnown() throws ReflectiveOperationException {
    if (known) {
      return false;
    }
    known = true;
    Object changeable = config.get();
    PoolStats owner = stats;
    Object pool = owner == null ? null : owner.pool();
    if (changeable != null) {
      configure(changeable);
      if (pool != null && !settings.adviseOnly()) {
        product.configuration().reread(pool);
      }
    }
    if (owner != null) {
      show(owner);
    }
    if (!standing || owner == null || pool == null) {
      return false;
    }
    tellUnchanged();
    stands(pool, owner);
    return true;
  }

  /** The pool was made before anything was known of its server: what an operator asked for comes too late. */
  private void tellUnchanged() {
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

  private void configure(Object changeable) throws ReflectiveOperationException {
    Rewrite rewrite = new Rewrite(product, settings, changes);
    rewrite.apply(changeable);
    budgeted = budgets.creating(product, this, changeable, changes);
    keepsNone = ScaleToZero.apply(product, settings, rewrite, changeable);
    warmUp = warmUp(changeable);
  }

  private @Nullable WarmUp warmUp(Object config) throws ReflectiveOperationException {
    EntryFilling filling = (EntryFilling) product.filling();
    int target = filling == null ? 0 : target(filling, config);
    return filling == null || target == 0
        ? null
        : new WarmUp(filling, this, target, settings.integer(Option.WARMUP_PARALLELISM));
  }

  /** How many connections the pool shall have when it is warm: as many as it means to keep, or the number that the operator says. */
  private int target(PoolFilling filling, Object config) throws ReflectiveOperationException {
    int wanted = settings.integer(Option.WARMUP);
    Long max = product.configuration().properties().read(config, PoolSetting.MAX_SIZE);
    int kept = filling.kept(config);
    if (settings.adviseOnly() || wanted == 0 || max == null || kept < 0) {
      return 0;
    }
    return (int) Math.min(wanted == Integer.MAX_VALUE ? kept : wanted, max);
  }

  /** Whether this is the pool that is being created, and not one that the same thread uses meanwhile. */
  boolean owns(@Nullable PoolStats pool) {
    return pool != null && pool == stats;
  }

  PoolProduct product() {
    return product;
  }

  /** Where the pool's connections lead, as far as one has been opened. */
  Databases.@Nullable Database database() {
    StartupPlan opened = plan;
    return opened == null ? null : opened.endpoint().database();
  }

  Settings settings() {
    return settings;
  }

  @Nullable
  String initSql() {
    return initSql;
  }

  String name() {
    return name;
  }

  @Nullable
  WarmUp warmUp() {
    return warmUp;
  }

  /** The pool object is known: from now on its connections are counted as its own. */
  PoolStats owner(Object pool) {
    PoolStats owner = stats;
    if (owner == null) {
      owner = PoolStats.unseen(name, pool);
      stats = owner;
      if (known) {
        show(owner);
      }
    }
    return owner;
  }

  private void show(PoolStats owner) {
    owner.setAliveBypass(
        !settings.adviseOnly() && settings.text(Option.POOL_VALIDATION).equals("auto"));
    owner.register();
  }

  /** Whether the connection that the pool has just opened is the one to ask for what is in force; without a warm-up it is the first. */
  boolean isFirstFree() {
    WarmUp own = warmUp;
    return own == null
        ? (!settings.adviseOnly() || budgets.isToAsk()) && firstSeen.compareAndSet(false, true)
        : own.isFirstFree();
  }

  /** By which the pool's first connection was opened; null if none was. */
  @Nullable
  StartupPlan plan() {
    return plan;
  }

  /** The same of a later one, if the first ones could not tell. */
  boolean isToBeAskedAgain() {
    if (!pause.isOver(System.nanoTime())) {
      return false;
    }
    probe = new SessionProbe(connections, this, name);
    asksAgain = true;
    return true;
  }

  synchronized void planned(StartupPlan by) {
    StartupPlan before = plan;
    if (before == null) {
      plan = by;
    } else if (probe.hasEnded()
        && by.endpoint() == before.endpoint()
        && !by.report().decided().equals(before.report().decided())) {
      decidedAnew(by);
    }
  }

  /** Somebody has changed what the role, the database or the server says. */
  private void decidedAnew(StartupPlan by) {
    plan = by;
    List<SettingChange> now = new ArrayList<>(readBack);
    now.removeIf(setting -> SessionTimeout.isOne(setting.setting()));
    now.addAll(by.left());
    now.addAll(by.report().inForce());
    readBack = now;
    Log.info("DB session timeouts of new connections have changed")
        .pool(name)
        .field("settings", by.report().decided())
        .write();
    tell(stats, null);
  }

  /** The constructor has ended well: the line about the pool, and its warm-up. */
  void created(Object pool) throws ReflectiveOperationException, InterruptedException {
    PoolStats owner = owner(pool);
    synchronized (this) {
      config.clear();
      standing = true;
      if (known) {
        stands(pool, owner);
      }
    }
    if (known) {
      checkFirstBudget();
    }
    WarmUp own = warmUp;
    if (own != null) {
      own.created(pool);
      long wait = settings.duration(Option.WARMUP_WAIT);
      if (wait > 0) {
        own.await(wait);
      }
    }
  }

  private void stands(Object pool, PoolStats owner) throws ReflectiveOperationException {
    if (settings.text(Option.POOL_VALIDATION).equals("borrow") && !settings.adviseOnly()) {
      product.validateAlways(pool);
    }
    BudgetedPool sized = budgeted;
    PoolLimits limits = product.limits();
    if (keepsNone && sized != null && limits != null) {
      limits.resize(pool, product.gauges().max(pool), 0);
      sized.keepsNone();
    }
    telemetry.pools().register(owner, product.gauges());
    report(owner);
  }

  /** Without this object's monitor: budgets take theirs first, and then this one, to tell that a pool was resized. */
  private void checkFirstBudget() {
    if (warmUp == null) {
      checkBudget();
    }
  }

  /** The read-back may end before the pool is known or after: whichever finishes last publishes the report. */
  private synchronized List<SettingChange> tell(
      @Nullable PoolStats owner, @Nullable ReadBack answer) {
    if (answer != null) {
      readBack = answer.applied();
    }
    List<SettingChange> all = new ArrayList<>(changes);
    StartupPlan opened = plan;
    Pooler pooler = null;
    if (opened != null) {
      all.addAll(opened.changes());
      pooler = opened.endpoint().pooler();
    }
    if (owner != null) {
      telemetry
          .pools()
          .report(
              owner, PoolReport.of(product.name(), all).withSession(readBack).withPooler(pooler));
    }
    return all;
  }

  private void report(PoolStats owner) {
    List<SettingChange> all = tell(owner, null);
    StringBuilder line = new StringBuilder();
    for (SettingChange change : all) {
      line.append(line.length() == 0 ? "" : "; ").append(change);
    }
    Log.info(
            settings.adviseOnly()
                ? "DB pool would be configured (mode=advise)"
                : "DB pool configured")
        .pool(name)
        .field("product", product.name())
        .field("changes", line.length() == 0 ? "none" : line.toString())
        .write();
  }

  /**
   * The connection that the pool's creation is about to have, or what it is to fail with: the database lacks the migration that was
   * required.
   */
  Object admitted(Connection connection) {
    askedAtCreation = true;
    SQLException refusal = requirement == null || !requirement.isRefusing()
        ? null
        : requirement.report(connection, name);
    if (refusal == null) {
      return connection;
    }
    try {
      connection.close();
    } catch (SQLException closedAlready) {
      // Nobody had it.
    }
    return refusal;
  }

  @Override
  public void opened(Connection connection, int number) {
    StartupPlan openedBy = connections.sessions().planOf(connection);
    StartupPlan by = openedBy == null ? plan : openedBy;
    if (by == null) {
      return;
    }
    try {
      if (number == 2) {
        probe.second(connection, openedBy);
      } else if (settings.adviseOnly()) {
        admitted = ServerLimits.ask(connection);
      } else if (by.endpoint().pooler().isLeftAlone()) {
        probe.leaveAlone(by);
      } else {
        probe.first(connection, by, opensTwo());
        require(connection);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } catch (SQLException unanswered) {
      Log.debug("what the server admits is not known")
          .pool(name)
          .error(unanswered)
          .write();
    }
    if (warmUp == null && standing) {
      checkBudget();
    }
  }

  private boolean opensTwo() {
    WarmUp own = warmUp;
    return own != null && own.opensTwo() && !asksAgain;
  }

  /** A pool that was created without a connection cannot be refused any more. */
  private void require(Connection connection) {
    if (requirement != null && !(requirement.isRefusing() && askedAtCreation)) {
      requirement.report(connection, name);
    }
  }

  @Override
  public void answered(Connection first, ReadBack answer) throws SQLException {
    admitted = answer.admitted();
  }

  @Override
  public void ended(StartupPlan by, @Nullable ReadBack answer) {
    plan = by;
    Pooler pooler = by.endpoint().pooler();
    VerdictLine.write(name, by.endpoint());
    tell(stats, answer);
    if (!pooler.isSettled()) {
      pause.failed(System.nanoTime());
    }
    if (answer != null) {
      logReadBack(answer);
    }
  }

  /** When the pool stands and its first connection has been asked. */
  private void checkBudget() {
    StartupPlan opened = plan;
    PoolStats owner = stats;
    BudgetedPool sized = budgeted;
    if (opened != null && owner != null && sized != null) {
      budgets.created(sized, owner, opened.endpoint(), admitted);
    }
  }

  /** The pool, which stands, has been given another size. */
  synchronized void resized(SettingChange change) {
    changes.add(change);
    tell(stats, null);
  }

  private void logReadBack(ReadBack answer) {
    if (answer.applied().isEmpty()) {
      return;
    }
    (answer.isAsAsked()
            ? Log.info("DB session settings applied")
            : Log.warn("DB session settings differ from what was asked for"))
        .pool(name)
        .field("settings", SettingLines.of(answer.applied()))
        .write();
  }

  @Override
  public void ended(
      WarmUp ended, int requested, int warmed, long nanos, @Nullable Throwable failure) {
    PoolStats owner = stats;
    if (ended.isCancelled() || owner == null) {
      return;
    }
    probe.end();
    telemetry.warmedUp(owner, requested, warmed, nanos);
    checkBudget();
    LogEvent event = (warmed == requested
            ? Log.info("DB pool warm-up complete")
            : Log.warn("DB pool warm-up incomplete, the pool opens the rest under traffic"))
        .field("requested", requested)
        .field("warmed", warmed)
        .pool(name)
        .field("millis", nanos / 1_000_000);
    (failure == null ? event : event.error(failure)).write();
  }
}
