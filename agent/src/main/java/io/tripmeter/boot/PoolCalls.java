package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** What code inlined into a connection pool calls. The borrow and the return are hot; everything else opens or closes connections. */
public final class PoolCalls {
  /** Index of HikariCP in the agent's list of pools. */
  public static final int HIKARICP = 0;

  private static final boolean IS_MAC =
      String.valueOf(System.getProperty("os.name")).startsWith("Mac");

  private PoolCalls() {}

  /** Called before super() in a constructor, where inlined code cannot suppress what is thrown. */
  public static void creating(int product, Object config) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null) {
      try {
        hook.creating(product, config);
      } catch (Throwable broken) {
        // The pool is created as the application wants it.
      }
    }
  }

  public static void created(int product, Object pool) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null) {
      hook.created(product, pool);
    }
  }

  /** The pool's first connection failed; its creation may fail with it. */
  public static void failed(int product) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null) {
      hook.failed(product);
    }
  }

  public static void closing(int product, Object pool) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null) {
      hook.closing(product, pool);
    }
  }

  /** The pool opens a physical connection on this thread. */
  public static void opening(int product, Object pool) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null) {
      ThreadState.current().pool.opening = hook.opening(product, pool);
    }
  }

  /** Returns the connection to pool. */
  public static @Nullable Object opened(
      int product, Object pool, @Nullable Object connection, @Nullable Throwable thrown) {
    Object pooled = connection;
    ThreadState thread = ThreadState.current();
    PoolStats stats = thread.pool.opening;
    PoolHooks.Pools hook = PoolHooks.pools();
    if (stats != null && hook != null && thrown == null && connection != null) {
      pooled = hook.opened(product, pool, connection);
      OpenConnection open = OpenConnections.of(pooled);
      if (open != null) {
        open.returned();
      }
    }
    thread.pool.opening = null;
    return pooled;
  }

  public static boolean mayAdd(Object pool, boolean wanted) {
    PoolHooks.Pools hook = PoolHooks.pools();
    return hook == null ? wanted : hook.mayAdd(pool, wanted);
  }

  /** A connection to lend in place of a pooled one, or null. */
  public static @Nullable Object forMigration(int product, Object pool) {
    if (!ThreadState.current().inMigration()) {
      return null;
    }
    PoolHooks.Migrations hook = PoolHooks.migrations();
    return hook == null ? null : hook.forMigration(product, pool);
  }

  /** See {@link PoolHooks.Migrations#isMigrations}. */
  public static boolean isMigrations(Object lent, boolean broken) {
    PoolHooks.Migrations hook = LentAside.has(lent) ? PoolHooks.migrations() : null;
    return hook != null && hook.isMigrations(lent, broken);
  }

  /** A borrow begins; returns {@link System#nanoTime()}. */
  public static long borrow(Object pool) {
    ThreadState.current().pool.borrowing = PoolStats.of(pool);
    return System.nanoTime();
  }

  public static void borrowed(long start, @Nullable Throwable thrown) {
    ThreadState thread = ThreadState.current();
    PoolStats pool = thread.pool.borrowing;
    thread.pool.borrowing = null;
    if (pool == null || pool == PoolStats.NONE || start == 0) {
      return;
    }
    long nanos = System.nanoTime() - start;
    pool.waitTime().record(nanos);
    if (thrown != null) {
      pool.timeouts().increment();
    }
    UnitOfWork unit = thread.work.unit;
    if (unit != null) {
      unit.cost.waited(nanos);
    }
  }

  /** HikariCP's clock: {@link System#nanoTime()}, but milliseconds on macOS. */
  public static long clock() {
    return IS_MAC ? System.currentTimeMillis() : System.nanoTime();
  }

  /** A connection of a pool's is about to be lent; null for one that is being closed. */
  public static void lent(@Nullable Object connection) {
    OpenConnection open = connection == null ? null : OpenConnections.of(connection);
    if (open != null) {
      open.lent();
    }
  }

  /** A connection came back that was lent when the {@link #clock()} was so. */
  public static void returned(Object pool, @Nullable Object connection, long borrowedAt) {
    OpenConnection open = connection == null ? null : OpenConnections.of(connection);
    if (open != null) {
      open.returned();
    }
    PoolStats stats = PoolStats.of(pool);
    if (stats != PoolStats.NONE) {
      long used = clock() - borrowedAt;
      stats.useTime().record(IS_MAC ? used * 1_000_000L : used);
    }
  }
}
