package io.tripmeter.pool;

import io.tripmeter.boot.PoolHooks;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.EndpointSelection;
import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.postgres.Databases;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.OwnConnections;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Pools that are created, open connections and close. A product's index is the number that its advice calls with. */
public final class Pools
    implements PoolHooks.Pools, PoolHooks.Migrations, Databases, OwnConnections {
  private final PoolProduct[] products;
  private final Settings settings;
  private final Telemetry telemetry;
  private final Budgets budgets;
  private final PoolRegistry registry = new PoolRegistry();
  private final PoolKeys keys;
  private final PoolCreations creations;
  private final OpenedConnections opened;
  private final PoolConnections owners;
  private final Connections connections;
  private final Migrations migrations;

  public Pools(PoolProduct[] products, Settings settings, Telemetry telemetry) {
    this.products = products;
    this.settings = settings;
    this.telemetry = telemetry;
    budgets = new Budgets(settings, telemetry.exceededBudgets());
    EndpointSelection selection = new EndpointSelection(telemetry.counters().endpointSwitches());
    owners = new PoolConnections(registry, settings, telemetry, selection);
    connections = owners.connections();
    opened = new OpenedConnections(registry, owners);
    keys = new PoolKeys(settings, PoolKeys.MINUTE_NANOS);
    creations =
        new PoolCreations(products, settings, telemetry, connections, budgets, registry, keys);
    migrations = new Migrations(connections, selection);
  }

  /** The settings have changed: pools that stand follow them as far as they can. Those of replicas follow their primaries'. */
  public void follow() {
    owners.follow(settings);
    for (boolean isOfReplica : new boolean[] {false, true}) {
      for (ManagedPool each : registry.all()) {
        if ((each.leadsTo() != null) == isOfReplica) {
          each.follow();
        }
      }
    }
  }

  /** Says which keys are of no pool so far. Returns false if it is too early to tell. */
  public boolean lookForKeysOfNoPool() {
    return keys.look();
  }

  /** Returns when a pool has been created, or after this time. */
  public void awaitFirst(long millis) throws InterruptedException {
    creations.awaitFirst(millis);
  }

  public Connections connections() {
    return connections;
  }

  @Override
  public void creating(int product, Object config) {
    creations.creating(product, config);
  }

  @Override
  public void initializing(int product, Object pool) {
    creations.initializing(product, pool);
  }

  @Override
  public void created(int product, Object pool) {
    creations.created(product, pool);
  }

  @Override
  public void standing(int product, Object pool) {
    creations.standing(product, pool);
  }

  @Override
  public void failed(int product) {
    creations.failed();
  }

  @Override
  public void closing(int product, Object pool) {
    PoolStats stats = registry.statsOf(pool);
    ManagedPool managed = registry.remove(stats);
    if (managed != null) {
      managed.cancel();
      PoolReplica replica = managed.replica();
      if (replica != null) {
        replica.end(stats, telemetry);
      }
      telemetry.later(() -> PoolReporter.closed(stats));
      stats.close();
      telemetry.pools().closed();
      budgets.closed(stats);
    }
  }

  @Override
  public PoolStats opening(int product, Object pool) {
    PoolStats known = registry.statsOf(pool);
    ManagedPool managed = registry.creating();
    if (known != PoolStats.NONE
        || managed == null
        || !managed.identity().canBe(products[product], pool)) {
      return known;
    }
    try {
      PoolStats owner = managed.owner(pool);
      registry.add(owner, managed);
      return owner;
    } catch (ReflectiveOperationException notThePool) {
      // A constructor has failed before, and this is a part of another pool.
      return known;
    }
  }

  @Override
  public @Nullable Object opened(PoolStats pool, Object owner, @Nullable Object opened) {
    return this.opened.opened(pool, owner, opened);
  }

  @Override
  public boolean keeps(Object tried) {
    return opened.keeps(tried);
  }

  @Override
  public @Nullable Object connection(int product, Object opened) {
    try {
      return products[product].connection(opened);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return null;
    }
  }

  @Override
  public Object lentAs(int product, Object opened) {
    try {
      return products[product].lentAs(opened);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return opened;
    }
  }

  @Override
  public void waited(PoolStats pool, long nanos, boolean inVain) {
    telemetry.pools().waited(pool, nanos, inVain);
  }

  @Override
  public boolean mayAdd(Object pool, boolean wanted) {
    ManagedPool managed = wanted ? registry.open(PoolStats.of(pool)) : null;
    WarmUp warmUp = managed == null ? null : managed.warmUp();
    if (managed == null || warmUp == null) {
      return wanted;
    }
    return warmUp.mayAdd(pool, managed.product().gauges().max(pool));
  }

  @Override
  public @Nullable Object forMigration(int product, Object pool) {
    PoolStats stats = PoolStats.of(pool);
    ManagedPool managed = settings.adviseOnly() ? null : registry.open(stats);
    return managed == null ? null : migrations.lend(managed, stats, pool);
  }

  @Override
  public void migrationEnded(Object own) {
    Migrations.ended(own);
  }

  @Override
  public boolean isMigrations(Object lent, boolean broken) {
    return MigrationConnections.takesBack(lent, broken);
  }

  @Override
  public @Nullable Connection openAside(PoolStats stats) throws ReflectiveOperationException {
    ManagedPool managed = registry.open(stats);
    Object pool = stats.pool();
    return managed == null || pool == null ? null : managed.product().openAside(pool);
  }

  @Override
  public PoolStats poolOf(Object executor) {
    return connections.sessions().poolOf(executor);
  }

  @Override
  public int serverProcess(Object executor) {
    Endpoint endpoint = connections.sessions().endpointOf(executor);
    try {
      return endpoint != null && endpoint.pooler().verdict() == Verdict.DIRECT
          ? DriverConnection.processOf(executor)
          : 0;
    } catch (ReflectiveOperationException unknownVersion) {
      return 0;
    }
  }

  @Override
  public @Nullable Database of(PoolStats pool) {
    ManagedPool managed = registry.open(pool);
    return managed == null ? null : managed.database();
  }
}
