package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.pooler.Places;
import io.tripmeter.postgres.Databases;
import io.tripmeter.replica.ReplicaUrl;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.Telemetry;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One pool from its creation to its end. Nothing is changed or reported before the pool is known to be PostgreSQL's: by its configuration,
 * else by its first connection. Keeps no object of the application: the thread that creates the pool holds this one, and a constructor may
 * fail where nobody sees it.
 */
final class ManagedPool implements WarmUp.Listener {
  private final PoolProduct product;
  private final Telemetry telemetry;
  private final String name;
  private final Settings settings;
  private final @Nullable String initSql;
  private final boolean asksBudget;
  private final WeakReference<Object> config;
  private final PoolReporter reporter;
  private final PoolSetup setup;
  private final PoolSessions sessions;
  private final RequiredSchema schema;
  private final TriedConnection tried = new TriedConnection();
  /** Null if its connections go where the application has them go. */
  private final @Nullable PoolReplica replicaOf;

  private final @Nullable PoolReplica replica;
  private final AtomicBoolean firstSeen = new AtomicBoolean();
  private volatile boolean gone;
  private volatile boolean known;
  private volatile boolean standing;
  private volatile @Nullable WarmUp warmUp;
  private volatile @Nullable PoolStats stats;
  private volatile List<WeakReference<Object>> parts = Collections.emptyList();

  /** @param replicaOf the pool that this one is to lead to the replica of; null if it is an application's */
  ManagedPool(
      PoolProduct product,
      Telemetry telemetry,
      Connections connections,
      Budgets budgets,
      Settings all,
      PoolNames names,
      @Nullable PoolReplica replicaOf,
      Object config)
      throws ReflectiveOperationException {
    this.product = product;
    this.telemetry = telemetry;
    this.config = new WeakReference<>(config);
    this.replicaOf = replicaOf;
    String given = product.configuration().poolName(config);
    name = replicaOf == null ? names.claim(given, this) : replicaOf.name();
    settings = replicaOf == null
        ? all.forPool(given, name, places(product.configuration(), config))
        : replicaOf.settings();
    replica = settings.has(Option.REPLICA_URL) && !settings.adviseOnly()
        ? PoolReplica.of(this, connections)
        : null;
    initSql = product.configuration().initSql(config);
    asksBudget = budgets.isToAsk();
    reporter = new PoolReporter(product.name(), name, settings, telemetry);
    setup = new PoolSetup(product, settings, budgets);
    schema = new RequiredSchema(name, settings);
    sessions = new PoolSessions(name, settings, connections, reporter, schema);
    if (product.configuration().target(config) == Target.POSTGRESQL) {
      isPostgres();
    }
  }

  private static String[] places(PoolConfiguration configuration, Object config) {
    try {
      return Places.of(configuration.server(config));
    } catch (ReflectiveOperationException | RuntimeException untold) {
      return new String[0];
    }
  }

  PoolProduct product() {
    return product;
  }

  String name() {
    return name;
  }

  Settings settings() {
    return settings;
  }

  @Nullable
  String initSql() {
    return initSql;
  }

  /** Whether only the pool itself can open its connections, the first of which is opened as this user. */
  boolean givesOwnCredentials(@Nullable String user) {
    Object from = config.get();
    try {
      return from != null && product.configuration().givesOwnCredentials(from, user);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return false;
    }
  }

  PoolSessions sessions() {
    return sessions;
  }

  RequiredSchema schema() {
    return schema;
  }

  TriedConnection tried() {
    return tried;
  }

  /** Whether a connection that the pool has tried can be its next: an application's statement that sets it up would be run twice. */
  boolean keepsTried() throws ReflectiveOperationException {
    PoolStats owner = stats;
    Object part = owner == null ? null : owner.pool();
    return known
        && !standing
        && initSql == null
        && part != null
        && !settings.adviseOnly()
        && settings.integer(Option.WARMUP) != 0
        && product.canKeepTried(part);
  }

  /** Where its connections go; null if the application says so itself. */
  @Nullable
  ReplicaUrl leadsTo() {
    return replicaOf == null ? null : replicaOf.url();
  }

  /** Null if its read-only work stays where it is. */
  @Nullable
  PoolReplica replica() {
    return replica;
  }

  /** Null if the pool is not warmed up. */
  @Nullable
  WarmUp warmUp() {
    return warmUp;
  }

  /** Where the pool's connections lead, as far as one has been opened. */
  Databases.@Nullable Database database() {
    StartupPlan opened = sessions.plan();
    return opened == null ? null : opened.endpoint().database();
  }

  /** Whether this is the pool that is being created, and not one that the same thread uses meanwhile. */
  boolean owns(@Nullable PoolStats pool) {
    return pool != null && pool == stats;
  }

  /** Whether this can be the pool or a part of it: the thread may use other pools meanwhile. */
  boolean canBe(PoolProduct itsProduct, Object poolOrPart) {
    PoolStats owner = stats;
    return product == itsProduct
        && (owner == null || owner.pool() == poolOrPart || hasPart(poolOrPart));
  }

  /** Whether advice calls with this object for the pool. */
  boolean hasPart(Object part) {
    for (WeakReference<Object> each : parts) {
      if (each.get() == part) {
        return true;
      }
    }
    return false;
  }

  /** Whether the pool was closed, could not be created, or was dropped. */
  boolean isGone() {
    PoolStats owner = stats;
    return gone || (owner != null && owner.pool() == null);
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
      reporter.changed(setup.configure(name, reporter, changeable));
      warmUp = setup.warmUp(this, changeable);
      if (pool != null && !settings.adviseOnly()) {
        product.configuration().reread(pool);
      }
    }
    if (owner != null) {
      show(owner);
    }
    if (changeable == null) {
      reporter.unchanged();
    }
    if (!standing || owner == null || pool == null) {
      return false;
    }
    stands(pool, owner);
    return true;
  }

  /** The pool object is known: from now on its connections are counted as its own. */
  PoolStats owner(Object pool) throws ReflectiveOperationException {
    PoolStats owner = stats;
    if (owner == null) {
      parts = partsOf(pool);
      owner = PoolStats.unseen(name, pool);
      stats = owner;
      if (known) {
        show(owner);
      }
    }
    return owner;
  }

  private List<WeakReference<Object>> partsOf(Object pool) throws ReflectiveOperationException {
    List<WeakReference<Object>> all = new ArrayList<>();
    for (Object part : product.parts(pool)) {
      all.add(new WeakReference<>(part));
    }
    return all;
  }

  /** What has opened connections before was perhaps a part of the pool. */
  private void becomes(PoolStats owner, Object pool) throws ReflectiveOperationException {
    if (owner.pool() != pool) {
      parts = partsOf(pool);
      owner.stands(pool);
    }
  }

  /** The pool will open connections on threads of its own: from now on its configuration is in use. */
  PoolStats initializing(Object pool) throws ReflectiveOperationException {
    PoolStats owner = owner(pool);
    config.clear();
    return owner;
  }

  private void show(PoolStats owner) throws ReflectiveOperationException {
    Object readable = config.get();
    owner.setBorrowTest(readable == null ? null : product.borrowTest(readable));
    if (replicaOf != null) {
      owner.setOfReplica();
      replicaOf.opened(owner);
    }
    owner.setAliveBypass(
        !settings.adviseOnly() && settings.text(Option.POOL_VALIDATION).equals("auto"));
    owner.register();
    reporter.owner(owner);
  }

  /** The pool's creation has ended well: the line about the pool, and its warm-up. */
  void created(Object pool) throws ReflectiveOperationException, InterruptedException {
    // What was asked is an application's driver, and nothing is tried any more.
    tried.asked(null);
    PoolStats owner = owner(pool);
    becomes(owner, pool);
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
    setup.finish(pool);
    telemetry.pools().register(owner, product.gauges());
    reporter.configured();
    if (replica != null) {
      replica.begin(pool, owner, telemetry);
    }
  }

  /** Without this object's monitor: budgets call other pools while they hold their own. */
  private void checkFirstBudget() {
    if (warmUp == null) {
      setup.checkBudget(stats, sessions);
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
        ? (!settings.adviseOnly() || asksBudget) && firstSeen.compareAndSet(false, true)
        : own.isFirstFree();
  }

  @Override
  public void opened(Connection connection, int number) {
    WarmUp own = warmUp;
    sessions.ask(connection, number, own != null && own.opensTwo());
    if (own == null && standing) {
      setup.checkBudget(stats, sessions);
    }
  }

  @Override
  public void ended(
      WarmUp ended, int requested, int warmed, long nanos, @Nullable Throwable failure) {
    PoolStats owner = stats;
    if (ended.isCancelled() || owner == null) {
      return;
    }
    sessions.end();
    telemetry.warmedUp(owner, requested, warmed, nanos);
    setup.checkBudget(owner, sessions);
    reporter.warmedUp(requested, warmed, nanos, failure);
  }

  /** The pool closes, or will never be. */
  void cancel() {
    tried.close();
    gone = true;
    WarmUp own = warmUp;
    if (own != null) {
      own.cancel();
    }
  }
}
