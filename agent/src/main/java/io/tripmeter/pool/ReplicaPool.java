package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The pool of its own that leads to a replica: made by the product, and closed by the agent. Any thread; one opens it. */
final class ReplicaPool {
  private static final ThreadLocal<@Nullable PoolReplica> OPENING = new ThreadLocal<>();

  private final PoolProduct product;
  private volatile @Nullable DataSource source;
  private volatile @Nullable PoolStats stats;
  private volatile boolean ended;

  ReplicaPool(PoolProduct product) {
    this.product = product;
  }

  /** The replica whose pool this thread opens, or null. */
  static @Nullable PoolReplica openedHere() {
    return OPENING.get();
  }

  /** The product has made it. */
  void made(PoolStats itsStats) {
    stats = itsStats;
  }

  /** @param loader of the classes that the pool is made of */
  void open(PoolReplica replica, ClassLoader loader, Callable<DataSource> pool) throws Exception {
    if (source != null) {
      return;
    }
    Thread thread = Thread.currentThread();
    ThreadState state = ThreadState.current();
    ClassLoader before = thread.getContextClassLoader();
    // As the application's own thread that creates a pool.
    state.setAgentThread(false);
    thread.setContextClassLoader(loader);
    OPENING.set(replica);
    DataSource opened;
    try {
      opened = pool.call();
    } finally {
      OPENING.remove();
      thread.setContextClassLoader(before);
      state.setAgentThread(true);
    }
    try {
      read(opened);
    } catch (SQLException unusable) {
      close(opened);
      throw unusable;
    }
    source = opened;
    if (ended) {
      close();
    }
  }

  /** As the application will: where the pool, the role or the database say serializable, a hot standby answers nothing. */
  private void read(DataSource from) throws SQLException {
    try (Connection connection = from.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT pg_is_in_recovery()")) {
      if (!answer.next() || !answer.getBoolean(1)) {
        throw new SQLException("the pool that was made for it does not lead to a standby");
      }
    }
    // Some are known only when their first connection is opened.
    if (stats == null) {
      throw new SQLException("the pool that was made for it is not known");
    }
  }

  int max() {
    PoolStats itsStats = stats;
    Object pool = itsStats == null ? null : itsStats.pool();
    int most = pool == null ? 0 : product.gauges().max(pool);
    return most < 0 ? Integer.MAX_VALUE : most;
  }

  Connection borrow() throws SQLException {
    DataSource from = source;
    if (from == null) {
      throw new SQLException("the replica's pool is not open");
    }
    return from.getConnection();
  }

  /** For good; also if it is being opened just now. */
  void end() {
    ended = true;
    close();
  }

  private synchronized void close() {
    DataSource open = source;
    source = null;
    if (open != null) {
      close(open);
    }
  }

  private static void close(DataSource open) {
    try {
      ReflectiveAccess.of(open).call("close");
    } catch (ReflectiveOperationException | RuntimeException failed) {
      Log.warn("the pool of a replica could not be closed")
          .error(ReflectiveAccess.cause(failed))
          .write();
    }
  }
}
