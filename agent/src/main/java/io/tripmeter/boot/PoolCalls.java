package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** What code inlined into a connection pool calls. The borrow and the return are hot; everything else opens or closes connections. */
public final class PoolCalls {
  /** A borrow that takes less was no wait. */
  private static final long NOTICED_NANOS = 1_000_000;

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

  public static void created(int product, @Nullable Object pool) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null && pool != null) {
      hook.created(product, pool);
    }
  }

  /** The pool object is made, and will open connections on threads of its own before it is {@link #created}. */
  public static void initializing(int product, Object pool) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null) {
      hook.initializing(product, pool);
    }
  }

  /** A pool that is its own configuration is about to open connections, on threads of its own as well. */
  public static void starting(int product, Object pool) {
    creating(product, pool);
    initializing(product, pool);
  }

  public static void initialized(int product, Object pool, @Nullable Throwable thrown) {
    if (thrown == null) {
      created(product, pool);
    } else {
      failed(product);
    }
  }

  /** As {@link #initializing}, of a pool whose creation on this thread ends with {@link #stands}. */
  public static void initializingHere(int product, Object pool) {
    ThreadState.current().pool.starting = pool;
    initializing(product, pool);
  }

  /** The creation of the pool on this thread has ended, or the pool has found that it stands already: with each borrow. */
  public static void stands(int product, Object pool, @Nullable Throwable thrown) {
    PoolState thread = ThreadState.current().pool;
    if (thread.starting == pool) {
      thread.starting = null;
      created(product, pool);
    } else if (thrown != null) {
      failed(product);
    }
  }

  /** See {@link PoolHooks.Pools#standing}. */
  public static void standing(int product, @Nullable Object pool) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null && pool != null) {
      hook.standing(product, pool);
    }
  }

  /** The pool's first connection failed; its creation may fail with it. */
  public static void failed(int product) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null) {
      hook.failed(product);
    }
  }

  public static void closing(int product, @Nullable Object pool) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null && pool != null) {
      hook.closing(product, pool);
    }
  }

  /**
   * The pool opens a physical connection on this thread.
   *
   * @param pool or a part of one
   */
  public static void opening(int product, Object pool) {
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null) {
      PoolState state = ThreadState.current().pool;
      state.taken = null;
      state.opening = hook.opening(product, pool);
    }
  }

  /** Returns the pool's object for the connection, which may be another than it was. */
  public static @Nullable Object opened(
      int product, Object pool, @Nullable Object connection, @Nullable Throwable thrown) {
    Object pooled = connection;
    ThreadState thread = ThreadState.current();
    PoolStats stats = thread.pool.opening;
    PoolHooks.Pools hook = PoolHooks.pools();
    if (stats != null && hook != null) {
      pooled = hook.opened(stats, pool, thrown == null ? connection : null);
      Object driver = pooled == null ? null : hook.connection(product, pooled);
      if (driver != null && pooled != null) {
        thread.pool.openedOne(driver);
        pooled(stats, driver, hook.lentAs(product, pooled));
      }
    }
    thread.pool.opening = null;
    return pooled;
  }

  /** @param lentAs what products call with besides */
  private static void pooled(PoolStats pool, Object connection, Object lentAs) {
    OpenConnection open = OpenConnections.of(connection);
    if (open == null) {
      if (pool == PoolStats.NONE) {
        return;
      }
      // A data source has wrapped it.
      open = new OpenConnection(null);
      OpenConnections.add(connection, open);
    }
    if (OpenConnections.of(lentAs) == null) {
      OpenConnections.add(lentAs, open);
    }
    open.pooled(pool);
  }

  /** A pool has made its object for a connection that it has just opened. */
  public static void wrapped(Object connection, @Nullable Object pooled) {
    OpenConnection open = OpenConnections.of(connection);
    if (open != null && pooled != null && OpenConnections.of(pooled) == null) {
      OpenConnections.add(pooled, open);
    }
  }

  public static boolean mayAdd(Object pool, boolean wanted) {
    PoolHooks.Pools hook = PoolHooks.pools();
    return hook == null ? wanted : hook.mayAdd(pool, wanted);
  }

  /** A pool that is being created opens a connection to see whether it can, and closes it again. */
  public static void trying(boolean begins) {
    PoolState state = ThreadState.current().pool;
    state.trying = begins;
    state.tried = null;
  }

  /**
   * Whether the driver's connection that is being closed is the one that was tried, and is kept for its pool. An application's code may close
   * others meanwhile, where a driver around the driver looks for the right server for example.
   */
  public static boolean keeps(Object connection) {
    PoolHooks.Pools hook =
        ThreadState.current().pool.tried == connection ? PoolHooks.pools() : null;
    return hook != null && hook.keeps(connection);
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
    ThreadState thread = ThreadState.current();
    thread.pool.borrowing = PoolStats.of(pool);
    thread.pool.spentBefore = thread.call.spentNanos;
    return System.nanoTime();
  }

  public static void borrowed(long start, @Nullable Throwable thrown) {
    ThreadState thread = ThreadState.current();
    PoolStats pool = thread.pool.borrowing;
    thread.pool.borrowing = null;
    if (thread.pool.taken != null) {
      lent(thrown == null ? thread.pool.taken : null);
      thread.pool.taken = null;
    }
    if (pool == null || pool == PoolStats.NONE || start == 0) {
      return;
    }
    long end = System.nanoTime();
    long nanos = end - start;
    pool.waitTime().record(nanos);
    if (thrown != null) {
      pool.timeouts().increment();
    }
    UnitOfWork unit = thread.work.payer();
    if (unit != null) {
      unit.cost.waited(nanos, thread.call.spentNanos - thread.pool.spentBefore);
    }
    if (nanos >= NOTICED_NANOS) {
      waited(thread, pool, start, end, thrown != null);
    }
  }

  private static void waited(
      ThreadState thread, PoolStats pool, long start, long end, boolean inVain) {
    thread.work.trace(TripTrace.WAIT, start, end, pool, null);
    long forOthers = end - start - (thread.call.spentNanos - thread.pool.spentBefore);
    PoolHooks.Pools hook = PoolHooks.pools();
    if (hook != null && forOthers >= NOTICED_NANOS) {
      hook.waited(pool, forOthers, inVain);
    }
  }

  /** The connection that a borrower gets: the pool's, or one around it. */
  public static Object lending(Object pool, Object connection) {
    PoolHooks.Reads hook = PoolHooks.reads();
    return hook == null || connection == null ? connection : hook.lent(pool, connection);
  }

  /** A pool has checked out a connection, which another object will lend: {@link #lendingCheckedOut}. */
  public static void checkedOut(Object pool) {
    if (PoolHooks.reads() != null) {
      ThreadState.current().pool.checkedOut = PoolStats.of(pool);
    }
  }

  /** As {@link #lending}, of the pool that has checked it out on this thread. */
  public static Object lendingCheckedOut(Object connection) {
    if (PoolHooks.reads() == null) {
      return connection;
    }
    PoolState state = ThreadState.current().pool;
    Object pool = state.checkedOut == null ? null : state.checkedOut.pool();
    state.checkedOut = null;
    return pool == null ? connection : lending(pool, connection);
  }

  /** The connection that a statement tells its user to be of. */
  public static Object asLent(Object connection) {
    PoolHooks.Reads hook = PoolHooks.reads();
    return hook == null || connection == null ? connection : hook.asLent(connection);
  }

  /** A connection of a pool's is about to be lent; null for one that is being closed. */
  public static void lent(@Nullable Object connection) {
    OpenConnection open = connection == null ? null : OpenConnections.of(connection);
    if (open != null) {
      open.lent();
    }
  }

  /** A pool takes a connection of its own: to test it, and in a borrow to lend it when that ends. */
  public static void taken(@Nullable Object connection) {
    OpenConnection open = connection == null ? null : OpenConnections.of(connection);
    if (open == null) {
      return;
    }
    PoolState state = ThreadState.current().pool;
    if (state.borrowing == null) {
      open.taken();
    } else if (open.isToldOf()) {
      state.taken = connection;
    }
  }

  /** A connection of a pool's has come back. */
  public static void returned(@Nullable Object connection) {
    OpenConnection open = connection == null ? null : OpenConnections.of(connection);
    if (open != null) {
      open.returned();
    }
  }
}
