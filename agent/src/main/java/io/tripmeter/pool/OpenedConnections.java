package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Connections that pools have just opened, before anybody else has them. */
final class OpenedConnections {
  private final PoolRegistry registry;
  private final PoolConnections owners;

  OpenedConnections(PoolRegistry registry, PoolConnections owners) {
    this.registry = registry;
    this.owners = owners;
  }

  /** See {@link io.tripmeter.boot.PoolHooks.Pools#opened}. */
  @Nullable
  Object opened(PoolStats pool, Object owner, @Nullable Object opened) {
    ManagedPool managed = registry.of(pool);
    if (managed == null) {
      return opened;
    }
    Object pooled = opened == null
            || owners.isForMigration(pool)
            || !managed.isKnown()
            || !managed.first().isToBeAsked()
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
      managed.first().opened(connection, 1);
      // Our question may have ended it, where a pooler refuses transactions.
      return connection.isClosed() ? product.openAgain(owner, opened) : opened;
    } catch (SQLException | ReflectiveOperationException | RuntimeException notToBeHad) {
      return opened;
    } finally {
      thread.setAgentThread(ours);
    }
  }

  /** See {@link io.tripmeter.boot.PoolHooks.Pools#keeps}. */
  boolean keeps(Object tried) {
    ManagedPool managed = registry.creating();
    try {
      return managed != null && managed.keepsTried() && managed.tried().keep((Connection) tried);
    } catch (SQLException | ReflectiveOperationException | RuntimeException unknown) {
      return false;
    }
  }
}
