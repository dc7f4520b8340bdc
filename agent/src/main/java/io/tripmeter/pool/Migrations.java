package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.endpoint.Routes;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.Connections;
import io.tripmeter.reflect.Mirror;
import io.tripmeter.session.StartupPlan;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Migrations that borrow from pools. Where they belong to the place that the pool's connections lead to, they borrow as everybody does;
 * else they get {@link MigrationConnections} of their own. Called on the migration's thread.
 */
final class Migrations {
  private final Connections connections;
  private final Routes routes;

  Migrations(Connections connections, Routes routes) {
    this.connections = connections;
    this.routes = routes;
  }

  /** What a migration on one thread has of its own, by pool; nothing for a pool whose connections will do. */
  private static final class Own {
    final Map<PoolStats, @Nullable MigrationConnections> byPool = new HashMap<>();
  }

  /** A connection to lend in place of a pooled one, or null. */
  @Nullable
  Connection lend(Creation creation, PoolStats stats, Object pool) {
    Own own = own();
    if (!own.byPool.containsKey(stats)) {
      own.byPool.put(
          stats, isElsewhere(creation) ? new MigrationConnections(creation.product()) : null);
    }
    MigrationConnections beside = own.byPool.get(stats);
    try {
      return beside == null ? null : beside.lend(pool, () -> open(creation, own, stats, pool));
    } catch (ReflectiveOperationException | RuntimeException notToBeHad) {
      Log.warn(
              "a migration uses the pool's connections, where they lead: none of its own could be opened")
          .pool(stats.name())
          .error(
              notToBeHad instanceof ReflectiveOperationException
                  ? Mirror.cause((ReflectiveOperationException) notToBeHad)
                  : notToBeHad)
          .write();
      own.byPool.put(stats, null);
      return null;
    }
  }

  private static Own own() {
    ThreadState thread = ThreadState.current();
    Own known = (Own) thread.migrationsOwn();
    if (known == null) {
      known = new Own();
      thread.setMigrationsOwn(known);
    }
    return known;
  }

  /** A pool that has no connection yet does not tell: the first one of the migration's own will. */
  private boolean isElsewhere(Creation creation) {
    StartupPlan plan = creation.plan();
    return plan == null
        ? creation.isKnown()
        : routes.leadMigrationElsewhere(creation.settings(), plan.asked(), creation.name());
  }

  private @Nullable Object open(Creation creation, Own own, PoolStats stats, Object pool)
      throws ReflectiveOperationException {
    PoolProduct product = creation.product();
    Object entry = product.createAside(pool);
    Connection opened = product.connection(entry);
    StartupPlan there = opened == null ? null : connections.planOf(opened);
    StartupPlan plan = creation.plan();
    if (there != null && plan != null && there.endpoint() == plan.endpoint()) {
      // It has come to where the pool's lead: then they will do.
      own.byPool.put(stats, null);
      product.discard(entry);
      return null;
    }
    return entry;
  }

  /** @param own {@link ThreadState#migrationsOwn} */
  static void ended(Object own) {
    for (MigrationConnections each : ((Own) own).byPool.values()) {
      if (each != null) {
        each.end();
      }
    }
  }
}
