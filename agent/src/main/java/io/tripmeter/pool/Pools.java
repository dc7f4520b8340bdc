package io.tripmeter.pool;

import io.tripmeter.boot.ConnectGate;
import io.tripmeter.boot.PoolHooks;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.EndpointSelection;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.postgres.Databases;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.session.ConnectionOwners;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.SuggestedTimeouts;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.PlanConnections;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a pool of some product is created, opens connections and closes. A product's index is the number that its advice calls
 * with.
 */
public final class Pools
    implements PoolHooks.Pools, PoolHooks.Migrations, ConnectionOwners, Databases, PlanConnections {
  private final PoolProduct[] products;
  private final Settings settings;
  private final Telemetry telemetry;
  private final Settings unpooled;
  private final UnpooledReport unpooledReport;
  private final Budgets budgets;
  private final Unasked unasked;

  /** The pool that is being created on a thread, between entry and exit of its constructor. */
  private final ThreadLocal<@Nullable ManagedPool> creating = new ThreadLocal<>();

  private final Map<PoolStats, ManagedPool> open = new ConcurrentHashMap<>();
  private final Connections connections;
  private final Migrations migrations;
  private final CountDownLatch firstPool = new CountDownLatch(1);

  public Pools(PoolProduct[] products, Settings settings, Telemetry telemetry) {
    this.products = products;
    this.settings = settings;
    this.telemetry = telemetry;
    unpooledReport = new UnpooledReport(telemetry.pools());
    unpooled = settings.forNoPool(PoolStats.NONE.name());
    budgets = new Budgets(settings);
    unasked = new Unasked(telemetry);
    EndpointSelection selection = new EndpointSelection(telemetry.counters().endpointSwitches());
    connections = new Connections(this, selection);
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
        creating.set(
            new ManagedPool(products[product], telemetry, connections, budgets, settings, config));
      }
    } catch (Throwable ours) {
      leaveAlone(products[product], ours);
    }
  }

  @Override
  public void created(int product, Object pool) {
    ManagedPool creation = creating.get();
    creating.remove();
    firstPool.countDown();
    if (creation == null) {
      return;
    }
    try {
      open.keySet().removeIf(stats -> stats.pool() == null);
      open.put(creation.owner(pool), creation);
      creation.created(pool);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Throwable ours) {
      if (creation.warmUp() != null) {
        creation.warmUp().cancel();
      }
      leaveAlone(products[product], ours);
    }
  }

  private static void leaveAlone(PoolProduct product, Throwable failure) {
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
    ManagedPool creation = creating.get();
    creating.remove();
    if (creation == null) {
      return;
    }
    open.values().remove(creation);
    if (creation.warmUp() != null) {
      creation.warmUp().cancel();
    }
  }

  @Override
  public void closing(int product, Object pool) {
    PoolStats stats = statsOf(pool);
    ManagedPool creation = open.remove(stats);
    if (creation != null) {
      if (creation.warmUp() != null) {
        creation.warmUp().cancel();
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

  /** Also of a pool that is not known to be PostgreSQL's. */
  private PoolStats statsOf(Object pool) {
    PoolStats known = PoolStats.of(pool);
    if (known == PoolStats.NONE) {
      for (PoolStats each : open.keySet()) {
        if (each.pool() == pool) {
          return each;
        }
      }
    }
    return known;
  }

  @Override
  public PoolStats opening(int product, Object pool) {
    PoolStats known = statsOf(pool);
    ManagedPool creation = creating.get();
    if (known != PoolStats.NONE || creation == null) {
      return known;
    }
    PoolStats owner = creation.owner(pool);
    open.put(owner, creation);
    return owner;
  }

  @Override
  public Object opened(int product, Object pool, Object connection) {
    PoolStats stats = PoolStats.of(pool);
    ManagedPool creation = creation(stats);
    if (creation != null
        && !isForMigration(stats)
        && (creation.isFirstFree() || creation.isToBeAskedAgain())) {
      askFirst(creation, (Connection) connection);
      return inPlaceOfBroken(product, pool, (Connection) connection);
    }
    return connection;
  }

  /** Our question may have ended the connection, where a pooler refuses transactions: then the pool gets another one. */
  private Connection inPlaceOfBroken(int product, Object pool, Connection asked) {
    try {
      Connection another = asked.isClosed() ? products[product].openAside(pool) : null;
      return another == null ? asked : another;
    } catch (SQLException | ReflectiveOperationException | RuntimeException notToBeHad) {
      return asked;
    }
  }

  /** The thread is the application's; the statements are ours, and of no interest to it. */
  private static void askFirst(ManagedPool creation, Connection connection) {
    ThreadState thread = ThreadState.current();
    boolean ours = thread.isAgentThread();
    thread.setAgentThread(true);
    try {
      creation.opened(connection, 1);
    } finally {
      thread.setAgentThread(ours);
    }
  }

  private @Nullable ManagedPool creation(PoolStats stats) {
    ManagedPool creation = creating.get();
    return creation != null && creation.owns(stats) ? creation : open.get(stats);
  }

  @Override
  public boolean mayAdd(Object pool, boolean wanted) {
    ManagedPool creation = wanted ? open.get(PoolStats.of(pool)) : null;
    WarmUp warmUp = creation == null ? null : creation.warmUp();
    if (creation == null || warmUp == null || warmUp.reserved() == 0) {
      return wanted;
    }
    return warmUp.size(pool) + warmUp.reserved() < creation.product().gauges().max(pool);
  }

  @Override
  public @Nullable Object forMigration(int product, Object pool) {
    PoolStats stats = PoolStats.of(pool);
    ManagedPool creation = settings.adviseOnly() ? null : open.get(stats);
    return creation == null ? null : migrations.lend(creation, stats, pool);
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
    ManagedPool creation = open.get(stats);
    Object pool = stats.pool();
    return creation == null || pool == null ? null : creation.product().openAside(pool);
  }

  @Override
  public Settings settings(PoolStats pool) {
    ManagedPool creation = creation(pool);
    return creation == null || pool == PoolStats.NONE ? unpooled : creation.settings();
  }

  @Override
  public @Nullable String initSql(PoolStats pool) {
    ManagedPool creation = pool == PoolStats.NONE ? null : creation(pool);
    return creation == null ? null : creation.initSql();
  }

  @Override
  public @Nullable Connection ready(
      Driver driver, String url, @Nullable Properties info, PoolStats pool) {
    Connection held = WarmUp.held(url, info);
    if (held != null) {
      return held;
    }
    ManagedPool owner = pool == PoolStats.NONE ? null : creation(pool);
    if (owner != null && !owner.isKnown()) {
      becomesKnown(owner);
    }
    ManagedPool creation = creating.get();
    if (creation != null && creation.warmUp() != null && creation.owns(pool)) {
      creation.warmUp().openMeanwhile(new PrefetchSource(this, creation, driver, url, info, pool));
    }
    return null;
  }

  /** The pool's data source did not tell where it leads; now it asks the driver for a connection. */
  private static void becomesKnown(ManagedPool creation) {
    try {
      creation.isPostgres();
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      leaveAlone(creation.product(), unknown);
    }
  }

  @Override
  public @Nullable Connection inPlaceOfRefused() {
    ManagedPool creation = creating.get();
    boolean own = creation != null && creation.owns(ThreadState.current().pool().opening());
    WarmUp warmUp = own ? creation.warmUp() : null;
    try {
      return warmUp == null ? null : warmUp.takeOne();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public @Nullable ConnectGate gate(PoolStats pool) {
    ConnectGate workers = WarmUp.gateOfWorker();
    if (workers != null) {
      return workers;
    }
    ManagedPool creation = creating.get();
    boolean own = creation != null && creation.owns(pool);
    WarmUp warmUp = own ? creation.warmUp() : null;
    return warmUp == null ? null : warmUp.gate();
  }

  /** Opens, on a thread of the warm-up, a connection like the first one of a pool that is being created. */
  @Nullable
  Connection openFor(
      ManagedPool creation, Driver driver, String url, @Nullable Properties info, PoolStats pool)
      throws SQLException, ReflectiveOperationException {
    creating.set(creation);
    ThreadState.current().pool().setOpening(pool);
    try {
      return connections.open(driver, url, info, pool);
    } finally {
      ThreadState.current().pool().setOpening(null);
      creating.remove();
    }
  }

  @Override
  public boolean probes(PoolStats pool) {
    ManagedPool creation = pool == PoolStats.NONE ? null : creation(pool);
    return creation != null && !creation.settings().adviseOnly();
  }

  @Override
  public boolean isForMigration(PoolStats pool) {
    // A pool that a migration is the first to use is created on its thread, for the application.
    ManagedPool creation = creating.get();
    return ThreadState.current().inMigration() && (creation == null || !creation.owns(pool));
  }

  @Override
  public Object admitted(Connection connection, PoolStats pool) {
    ManagedPool creation = creating.get();
    return creation != null && creation.owns(pool) ? creation.admitted(connection) : connection;
  }

  @Override
  public void unasked(PoolStats pool, Endpoint endpoint) {
    unasked.shown(pool, endpoint);
  }

  @Override
  public void planned(PoolStats pool, StartupPlan plan) {
    ManagedPool creation = pool == PoolStats.NONE ? null : creation(pool);
    if (pool == PoolStats.NONE && !isForMigration(pool)) {
      unpooledReport.opened(plan);
    } else if (creation != null && !isForMigration(pool)) {
      creation.planned(plan);
    }
  }

  @Override
  public @Nullable Database of(PoolStats pool) {
    ManagedPool creation = open.get(pool);
    return creation == null ? null : creation.database();
  }
}
