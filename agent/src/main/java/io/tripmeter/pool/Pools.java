package io.tripmeter.pool;

import io.tripmeter.boot.PoolHooks;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.EndpointSelection;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.postgres.Databases;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.SuggestedTimeouts;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.OwnConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Pools that are created, open connections and close. A product's index is the number that its advice calls with. */
public final class Pools
    implements PoolHooks.Pools, PoolHooks.Migrations, Databases, OwnConnections {
  private final PoolProduct[] products;
  private final Settings settings;

  /** Whether there is any: if not, nothing of them is loaded. */
  private final boolean replicas;

  private final Telemetry telemetry;
  private final Budgets budgets;
  private final PoolRegistry registry = new PoolRegistry();
  private final PoolNames names = new PoolNames();
  private final PoolConnections owners;
  private final Connections connections;
  private final Migrations migrations;
  private final CountDownLatch firstPool = new CountDownLatch(1);

  public Pools(PoolProduct[] products, Settings settings, Telemetry telemetry) {
    this.products = products;
    this.settings = settings;
    replicas = settings.isSetAnywhere(Option.REPLICA_URL);
    this.telemetry = telemetry;
    budgets = new Budgets(settings);
    EndpointSelection selection = new EndpointSelection(telemetry.counters().endpointSwitches());
    owners = new PoolConnections(registry, settings, telemetry, selection);
    connections = owners.connections();
    migrations = new Migrations(connections, selection);
  }

  /** Returns when a pool has been created, or after this time. */
  public void awaitFirst(long millis) throws InterruptedException {
    firstPool.await(millis, TimeUnit.MILLISECONDS);
  }

  public Connections connections() {
    return connections;
  }

  @Override
  public void creating(int product, Object config) {
    failed(product);
    try {
      if (products[product].configuration().target(config) != Target.OTHER) {
        registry.setCreating(new ManagedPool(
            products[product],
            telemetry,
            connections,
            budgets,
            settings,
            names,
            replicas ? PoolReplica.openedHere() : null,
            config));
      }
    } catch (Throwable ours) {
      leaveAlone(products[product], ours);
    }
  }

  @Override
  public void initializing(int product, Object pool) {
    ManagedPool managed = registry.creating();
    if (managed != null) {
      try {
        registry.add(managed.initializing(pool), managed);
      } catch (Throwable ours) {
        failed(product);
        leaveAlone(products[product], ours);
      }
    }
  }

  @Override
  public void created(int product, Object pool) {
    ManagedPool managed = registry.creating();
    registry.setCreating(null);
    firstPool.countDown();
    if (managed == null) {
      return;
    }
    try {
      registry.add(managed.owner(pool), managed);
      managed.created(pool);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Throwable ours) {
      managed.cancel();
      leaveAlone(products[product], ours);
    }
  }

  @Override
  public void standing(int product, Object pool) {
    if (registry.creating() == null && registry.statsOf(pool) == PoolStats.NONE) {
      creating(product, pool);
      created(product, pool);
    }
  }

  static void leaveAlone(PoolProduct product, Throwable failure) {
    Throwable cause = failure instanceof ReflectiveOperationException
        ? ReflectiveAccess.cause((ReflectiveOperationException) failure)
        : failure;
    Log.warn(
            "pool left as the application made it, Tripmeter does not know this version: please report it")
        .field("product", product.name())
        .error(cause)
        .once("pool " + product.name())
        .write();
  }

  @Override
  public void failed(int product) {
    ManagedPool managed = registry.creating();
    registry.setCreating(null);
    if (managed != null) {
      registry.remove(managed);
      managed.cancel();
    }
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
      telemetry.later(() -> tellLongest(stats));
      stats.close();
      telemetry.pools().closed();
      budgets.closed(stats);
    }
  }

  private static void tellLongest(PoolStats stats) {
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

  @Override
  public PoolStats opening(int product, Object pool) {
    PoolStats known = registry.statsOf(pool);
    ManagedPool managed = registry.creating();
    if (known != PoolStats.NONE || managed == null || !managed.canBe(products[product], pool)) {
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
    ManagedPool managed = registry.of(pool);
    if (managed == null) {
      return opened;
    }
    Object pooled = opened == null
            || owners.isForMigration(pool)
            || !managed.isKnown()
            || !managed.isToBeAsked()
        ? opened
        : asked(managed, owner, opened);
    WarmUp warmUp = managed.warmUp();
    if (warmUp != null && !ThreadState.current().isAgentThread()) {
      warmUp.attempted(opened != null);
    }
    return pooled;
  }

  /** The thread is the application's; the statements are ours, and of no interest to it. */
  private static Object asked(ManagedPool managed, Object owner, Object opened) {
    ThreadState thread = ThreadState.current();
    boolean ours = thread.isAgentThread();
    thread.setAgentThread(true);
    try {
      PoolProduct product = managed.product();
      Connection connection = product.connection(opened);
      if (connection == null) {
        return opened;
      }
      managed.opened(connection, 1);
      // Our question may have ended it, where a pooler refuses transactions.
      return connection.isClosed() ? product.openAgain(owner, opened) : opened;
    } catch (SQLException | ReflectiveOperationException | RuntimeException notToBeHad) {
      return opened;
    } finally {
      thread.setAgentThread(ours);
    }
  }

  @Override
  public boolean keeps(Object tried) {
    ManagedPool managed = registry.creating();
    try {
      return managed != null && managed.keepsTried() && managed.tried().keep((Connection) tried);
    } catch (SQLException | ReflectiveOperationException | RuntimeException unknown) {
      return false;
    }
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
