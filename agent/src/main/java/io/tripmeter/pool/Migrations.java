package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Option;
import io.tripmeter.connect.EndpointSelection;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.session.Connections;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Migrations that borrow from pools. Where they belong to the place that the pool's connections lead to, they borrow as everybody does;
 * else they get {@link MigrationConnections} of their own. Called on the migration's thread.
 */
final class Migrations {
  private final Connections connections;
  private final EndpointSelection selection;

  Migrations(Connections connections, EndpointSelection selection) {
    this.connections = connections;
    this.selection = selection;
  }

  /** What a migration on one thread has of its own, by pool; nothing for a pool whose connections will do. */
  private static final class Own {
    final Map<PoolStats, @Nullable MigrationConnections> byPool = new HashMap<>();

    /** Also those that are not used any more. */
    final List<MigrationConnections> all = new ArrayList<>();

    void begin(PoolStats pool, AsideEntries entries) {
      MigrationConnections begun = new MigrationConnections(entries);
      all.add(begun);
      byPool.put(pool, begun);
    }
  }

  /** A connection to lend in place of a pooled one, or null. */
  @Nullable
  Connection lend(ManagedPool creation, PoolStats stats, Object pool) {
    AsideEntries entries = creation.product().asideEntries();
    StartupPlan plan = creation.sessions().plan();
    if (entries == null) {
      return null;
    }
    if (plan == null && !creation.settings().has(Option.ENDPOINT_DIRECT)) {
      // Without a connection the pool does not tell where it leads. It is asked for one.
      return null;
    }
    Own own = own();
    if (!own.byPool.containsKey(stats)) {
      own.byPool.put(stats, null);
      if (isElsewhere(creation, plan)) {
        own.begin(stats, entries);
      }
    }
    MigrationConnections beside = own.byPool.get(stats);
    try {
      return beside == null
          ? null
          : beside.lend(
              pool,
              creation.product().gauges().max(pool),
              () -> open(creation, entries, own, stats, pool));
    } catch (ReflectiveOperationException | RuntimeException notToBeHad) {
      Log.warn(
              "a migration uses the pool's connections, where they lead: none of its own could be opened")
          .pool(stats.name())
          .error(
              notToBeHad instanceof ReflectiveOperationException
                  ? ReflectiveAccess.cause((ReflectiveOperationException) notToBeHad)
                  : notToBeHad)
          .write();
      own.byPool.put(stats, null);
      return null;
    }
  }

  private static Own own() {
    ThreadState thread = ThreadState.current();
    Own known = (Own) thread.migration().own();
    if (known == null) {
      known = new Own();
      thread.migration().setOwn(known);
    }
    return known;
  }

  /** @param plan null if only a connection of the migration's own can tell */
  private boolean isElsewhere(ManagedPool creation, @Nullable StartupPlan plan) {
    return plan == null
        ? creation.isKnown()
        : selection.leadMigrationElsewhere(creation.settings(), plan.asked(), creation.name());
  }

  private @Nullable Object open(
      ManagedPool creation, AsideEntries entries, Own own, PoolStats stats, Object pool)
      throws ReflectiveOperationException {
    Object entry = entries.create(pool);
    boolean elsewhere = false;
    try {
      elsewhere = isElsewhere(creation, entries.connection(entry));
    } finally {
      if (!elsewhere) {
        entries.discard(entry);
      }
    }
    if (!elsewhere) {
      // It has come to where the pool's lead: then they will do.
      own.byPool.put(stats, null);
    }
    return elsewhere ? entry : null;
  }

  private boolean isElsewhere(ManagedPool creation, @Nullable Connection opened) {
    StartupPlan there = opened == null ? null : connections.sessions().planOf(opened);
    StartupPlan plan = creation.sessions().plan();
    return there == null || plan == null || there.endpoint() != plan.endpoint();
  }

  /** @param own {@link MigrationState#own} */
  static void ended(Object own) {
    for (MigrationConnections each : ((Own) own).all) {
      each.end();
    }
  }
}
