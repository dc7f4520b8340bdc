package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.Telemetry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pools that are being created, each on the thread that creates it. A product's index is the number that its advice calls with. */
final class PoolCreations {
  private final PoolProduct[] products;
  private final Settings settings;

  /** Whether there is any: if not, nothing of them is loaded. */
  private final boolean replicas;

  private final Telemetry telemetry;
  private final Connections connections;
  private final Budgets budgets;
  private final PoolRegistry registry;
  private final PoolKeys keys;
  private final PoolNames names = new PoolNames();
  private final CountDownLatch firstPool = new CountDownLatch(1);

  PoolCreations(
      PoolProduct[] products,
      Settings settings,
      Telemetry telemetry,
      Connections connections,
      Budgets budgets,
      PoolRegistry registry,
      PoolKeys keys) {
    this.products = products;
    this.settings = settings;
    replicas = settings.isSetAnywhere(Option.REPLICA_URL);
    this.telemetry = telemetry;
    this.connections = connections;
    this.budgets = budgets;
    this.registry = registry;
    this.keys = keys;
  }

  /** Returns when a pool has been created, or after this time. */
  void awaitFirst(long millis) throws InterruptedException {
    firstPool.await(millis, TimeUnit.MILLISECONDS);
  }

  void creating(int product, Object config) {
    failed();
    try {
      if (products[product].configuration().target(config) != Target.OTHER) {
        ManagedPool created = new ManagedPool(
            products[product],
            telemetry,
            connections,
            budgets,
            settings,
            names,
            replicas ? ReplicaPool.openedHere() : null,
            config);
        created.tell(keys);
        registry.setCreating(created);
      }
    } catch (Throwable ours) {
      keys.leftAlone();
      leaveAlone(products[product], ours);
    }
  }

  void initializing(int product, Object pool) {
    ManagedPool managed = registry.creating();
    if (managed != null) {
      try {
        registry.add(managed.initializing(pool), managed);
      } catch (Throwable ours) {
        failed();
        leaveAlone(products[product], ours);
      }
    }
  }

  void created(int product, Object pool) {
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

  void standing(int product, Object pool) {
    if (registry.creating() == null && registry.statsOf(pool) == PoolStats.NONE) {
      creating(product, pool);
      created(product, pool);
    }
  }

  void failed() {
    ManagedPool managed = registry.creating();
    registry.setCreating(null);
    if (managed != null) {
      registry.remove(managed);
      managed.cancel();
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
}
