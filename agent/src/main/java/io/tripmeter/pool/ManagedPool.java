package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.postgres.Databases;
import io.tripmeter.replica.ReplicaUrl;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.Telemetry;
import org.jspecify.annotations.Nullable;

/**
 * One pool from its creation to its end. Nothing is changed or reported before the pool is known to be PostgreSQL's: by its configuration,
 * else by its first connection. Keeps no object of the application: the thread that creates the pool holds this one, and a constructor may
 * fail where nobody sees it.
 */
final class ManagedPool {
  private final PoolProduct product;
  private final Telemetry telemetry;
  private final String name;
  private final Settings settings;
  private final OwnSettings ownSettings;
  private final PoolOrigin origin;
  private final PoolIdentity identity;
  private final PoolReporter reporter;
  private final PoolSetup setup;
  private final PoolSessions sessions;
  private final RequiredSchema schema;
  private final FirstConnections first;
  private final TriedConnection tried = new TriedConnection();

  /** Null if its connections go where the application has them go. */
  private final @Nullable PoolReplica replicaOf;

  private final @Nullable PoolReplica replica;
  private volatile boolean gone;
  private volatile boolean known;
  private volatile boolean follows;

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
    this.replicaOf = replicaOf;
    String given = product.configuration().poolName(config);
    name = replicaOf == null ? names.claim(given, this) : replicaOf.name();
    ownSettings = new OwnSettings(product, all, given, name, replicaOf, config);
    settings = ownSettings.settings();
    replica = settings.has(Option.REPLICA_URL) && !settings.adviseOnly()
        ? PoolReplica.of(this, connections, config)
        : null;
    origin = new PoolOrigin(product, config);
    identity = new PoolIdentity(product);
    reporter = new PoolReporter(product.name(), name, settings, telemetry);
    setup = new PoolSetup(product, settings, budgets);
    schema = new RequiredSchema(name, settings);
    sessions = new PoolSessions(name, settings, connections, reporter, schema);
    first = new FirstConnections(
        settings, telemetry, reporter, setup, sessions, identity, budgets.isToAsk());
    if (product.configuration().target(config) == Target.POSTGRESQL) {
      isPostgres();
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

  void tell(PoolKeys keys) {
    ownSettings.tell(keys);
  }

  PoolOrigin origin() {
    return origin;
  }

  PoolIdentity identity() {
    return identity;
  }

  PoolSessions sessions() {
    return sessions;
  }

  RequiredSchema schema() {
    return schema;
  }

  FirstConnections first() {
    return first;
  }

  TriedConnection tried() {
    return tried;
  }

  /** Whether a connection that the pool has tried can be its next: an application's statement that sets it up would be run twice. */
  boolean keepsTried() throws ReflectiveOperationException {
    Object part = identity.pool();
    return known
        && !first.isStanding()
        && origin.initSql() == null
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
    return first.warmUp();
  }

  /** Where the pool's connections lead, as far as one has been opened. */
  Databases.@Nullable Database database() {
    StartupPlan opened = sessions.plan();
    return opened == null ? null : opened.endpoint().database();
  }

  /** Whether this is the pool that is being created, and not one that the same thread uses meanwhile. */
  boolean owns(@Nullable PoolStats pool) {
    return pool != null && pool == identity.stats();
  }

  /** Whether the pool was closed, could not be created, or was dropped. */
  boolean isGone() {
    return gone || identity.isDropped();
  }

  /** Whether the pool is known to be PostgreSQL's. */
  boolean isKnown() {
    return known;
  }

  /** The pool is PostgreSQL's. In its constructor its configuration can still be changed, also when the first connection told. */
  void isPostgres() throws ReflectiveOperationException {
    if (becomesKnown()) {
      first.checkBudget();
    }
  }

  /** Whether the pool stands already. */
  private synchronized boolean becomesKnown() throws ReflectiveOperationException {
    if (known) {
      return false;
    }
    known = true;
    Object changeable = origin.changeable();
    PoolStats owner = identity.stats();
    Object pool = identity.pool();
    if (changeable != null) {
      reporter.changed(setup.configure(name, reporter, changeable));
      first.plan(changeable);
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
    if (!first.isStanding() || owner == null || pool == null) {
      return false;
    }
    stands(pool, owner);
    return true;
  }

  /** The pool object is known: from now on its connections are counted as its own. */
  PoolStats owner(Object pool) throws ReflectiveOperationException {
    PoolStats owner = identity.stats();
    if (owner == null) {
      owner = identity.is(pool, name);
      if (known) {
        show(owner);
      }
    }
    return owner;
  }

  /** The pool will open connections on threads of its own: from now on its configuration is in use. */
  PoolStats initializing(Object pool) throws ReflectiveOperationException {
    PoolStats owner = owner(pool);
    origin.inUse();
    return owner;
  }

  private void show(PoolStats owner) throws ReflectiveOperationException {
    Object readable = origin.changeable();
    owner.setBorrowTest(readable == null ? null : product.borrowTest(readable));
    if (replicaOf != null) {
      owner.setOfReplica();
      replicaOf.opened(owner);
    }
    mayBypass(owner);
    owner.register();
    reporter.owner(owner);
  }

  private void mayBypass(PoolStats owner) {
    owner.setAliveBypass(
        !settings.adviseOnly() && settings.text(Option.POOL_VALIDATION).equals("auto"));
  }

  /**
   * The settings of all pools may have changed. A pool that is being created keeps its own until it stands. One that is not known to be
   * PostgreSQL's has the new ones when it becomes known.
   */
  void follow() {
    synchronized (ownSettings) {
      PoolStats owner = identity.stats();
      if (follows && owner != null) {
        Settings before = ownSettings.follow();
        if (known) {
          mayBypass(owner);
          if (before.adviseOnly() && !settings.adviseOnly()) {
            reporter.adviseEnds();
          }
          setup.follow(before, name);
        }
      }
    }
  }

  /** The pool's creation has ended well: the line about the pool, and its warm-up. */
  void created(Object pool) throws ReflectiveOperationException, InterruptedException {
    // What was asked is an application's driver, and nothing is tried any more.
    tried.asked(null);
    PoolStats owner = owner(pool);
    identity.becomes(owner, pool);
    synchronized (this) {
      origin.inUse();
      first.stands();
      if (known) {
        stands(pool, owner);
      }
    }
    if (known) {
      first.checkBudget();
    }
    first.created(pool);
    follows = true;
    follow();
  }

  private void stands(Object pool, PoolStats owner) throws ReflectiveOperationException {
    setup.finish(pool, owner);
    telemetry.pools().register(owner, product.gauges());
    reporter.configured();
    if (replica != null) {
      replica.begin(owner, telemetry);
    }
  }

  /** The pool closes, or will never be. */
  void cancel() {
    tried.close();
    gone = true;
    first.cancel();
  }
}
