package io.tripmeter.pool;

import io.tripmeter.boot.PoolHooks;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.WeakIdentities;
import io.tripmeter.log.Log;
import io.tripmeter.replica.ReadConnection;
import io.tripmeter.replica.Replica;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What pools lend where replicas are named. Made only if an operator names one. Any thread. */
public final class Reads implements PoolHooks.Reads {
  private static final Map<PoolStats, Replica> REPLICAS = new ConcurrentHashMap<>();

  /** By the pool's connection, what is lent around it. */
  private static final WeakIdentities<WeakReference<Object>> LENT = new WeakIdentities<>();

  static void add(PoolStats primarys, Replica replica) {
    REPLICAS.put(primarys, replica);
  }

  static @Nullable Replica remove(PoolStats primarys) {
    return REPLICAS.remove(primarys);
  }

  static void lend(Connection connection, Object as) {
    LENT.put(connection, new WeakReference<>(as));
  }

  @Override
  public Object lent(Object pool, Object connection) {
    Replica replica = REPLICAS.isEmpty() ? null : REPLICAS.get(PoolStats.of(pool));
    ThreadState thread = ThreadState.current();
    if (replica == null
        || thread.isAgentThread()
        || thread.inMigration()
        || PoolReplica.isBorrowingPlain()) {
      return connection;
    }
    try {
      return ReadConnection.around((Connection) connection, replica);
    } catch (RuntimeException | LinkageError unknown) {
      Log.warn("read-only work stays on the primary, the pool's connection could not be wrapped")
          .error(unknown)
          .once("read connection")
          .write();
      return connection;
    }
  }

  @Override
  public Object asLent(Object connection) {
    WeakReference<Object> as = LENT.get(connection);
    Object lent = as == null ? null : as.get();
    return lent == null ? connection : lent;
  }

  @Override
  public void executed(PoolStats pool, @Nullable String text) {
    Replica replica = REPLICAS.isEmpty() ? null : REPLICAS.get(pool);
    if (replica != null) {
      replica.executed(text);
    }
  }
}
