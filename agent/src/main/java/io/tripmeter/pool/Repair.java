package io.tripmeter.pool;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.log.Log;
import io.tripmeter.session.ReadBack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Gives the connections of a warm-up back the defaults of their role or database, which ours had overridden before they were known. Each
 * is taken out of the pool as the pool's own keepalive takes it, so that nobody has it meanwhile; one that is lent is tried again later.
 */
final class Repair {
  private static final int ATTEMPTS = 30;
  private static final long PAUSE_MILLIS = 200;

  private final PoolProduct product;
  private final Map<String, String> values;
  private final String poolName;
  private final Set<Connection> done =
      Collections.newSetFromMap(new WeakHashMap<Connection, Boolean>());
  private int failures;

  Repair(PoolProduct product, Map<String, String> values, String poolName) {
    this.product = product;
    this.values = values;
    this.poolName = poolName;
  }

  /** On a daemon thread of its own, which ends when all that were open are right, or after some seconds. */
  void start(PoolStats owner) {
    AgentThread.daemon("tripmeter-repair", () -> run(owner)).start();
  }

  private void run(PoolStats owner) {
    try {
      Object pool = owner.pool();
      int open = pool == null ? 0 : product.size(pool);
      pool = null;
      for (int attempt = 0; attempt < ATTEMPTS && done.size() + failures < open; attempt++) {
        if (!repairIdle(owner)) {
          return;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException ending) {
      return;
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      Log.warn("session settings not put right").pool(poolName).error(unknown).write();
      return;
    }
    Log.info("DB session settings put right: the role or database has its own")
        .pool(poolName)
        .field("connections", done.size())
        .write();
  }

  private boolean repairIdle(PoolStats owner) throws ReflectiveOperationException {
    Object pool = owner.pool();
    if (pool == null || owner.isClosed() || !product.isOpen(pool)) {
      return false;
    }
    product.onIdle(pool, this::repair);
    return true;
  }

  private void repair(Connection connection) {
    if (done.contains(connection)) {
      return;
    }
    try {
      ReadBack.repair(connection, values);
      done.add(connection);
    } catch (SQLException failed) {
      failures++;
      Log.warn("session settings of a connection not put right")
          .pool(poolName)
          .error(failed)
          .once("repair " + poolName)
          .write();
    }
  }
}
