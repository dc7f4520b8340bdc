package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** What the rest of the agent does for connection pools; as {@link DriverHooks}. */
public final class PoolHooks {
  /** Pools, all on paths where a connection is opened or closed. */
  public interface Pools {
    void creating(int product, Object config);

    /** The pool object is made, and will open connections on threads of its own before it is created. */
    void initializing(int product, Object pool);

    void created(int product, Object pool);

    void failed(int product);

    /** A pool that stands gets the object by which it lends. It is known already where that belongs to its creation. */
    void standing(int product, Object pool);

    void closing(int product, Object pool);

    /** A physical connection is about to be opened on this thread for this pool, or the pool that this is a part of. */
    PoolStats opening(int product, Object pool);

    /**
     * The connection is open and set up, and about to be pooled; or could not be opened.
     *
     * @param owner the pool, or a part of it
     * @param opened the pool's object for the connection; null for none
     * @return it, or another in its place
     */
    @Nullable
    Object opened(PoolStats pool, Object owner, @Nullable Object opened);

    /** A pool is about to close the driver's connection that it has tried; true: it is not to be closed, the pool's next one will be this. */
    boolean keeps(Object tried);

    /** The connection in it that will be {@link PoolCalls#lent}, or null. */
    @Nullable
    Object connection(int product, Object opened);

    /** The object that {@link PoolCalls#lent} is called with, too: the pool's own for the connection, or another around it. */
    Object lentAs(int product, Object opened);

    /**
     * A borrow on this thread has taken a millisecond or more, without what the driver was asked in it.
     *
     * @param inVain it has ended without a connection
     */
    default void waited(PoolStats pool, long nanos, boolean inVain) {}

    /** Whether the pool may add one more connection, when itself it says {@code wanted}. */
    boolean mayAdd(Object pool, boolean wanted);
  }

  /** Migrations that borrow from a pool. */
  public interface Migrations {
    /** A migration borrows from this pool: a connection to use in place of a pooled one, or null. */
    @Nullable
    Object forMigration(int product, Object pool);

    /**
     * A pool is about to take back its object for a connection, or to drop it as broken.
     *
     * @return whether the object was lent by {@link #forMigration}; then nothing is left to do for the pool
     */
    boolean isMigrations(Object lent, boolean broken);

    /** The outermost migration on this thread has ended; {@code own} is what {@link MigrationState#own} was. */
    void migrationEnded(Object own);
  }

  /** Read-only work that goes to another server. */
  public interface Reads {
    /** A pool lends this connection: it, or one around it. */
    Object lent(Object pool, Object connection);

    /** The one that was lent around this connection of a pool's; if none was, it itself. */
    Object asLent(Object connection);

    /**
     * A statement of the application has been executed on a connection of this pool.
     *
     * @param text null if the driver would have to build it
     */
    void executed(PoolStats pool, @Nullable String text);
  }

  private static volatile @Nullable Pools pools;
  private static volatile @Nullable Migrations migrations;

  /** Null unless an operator has named a replica. */
  private static volatile @Nullable Reads reads;

  private PoolHooks() {}

  public static @Nullable Pools pools() {
    return pools;
  }

  public static void set(Pools hook) {
    pools = Privileged.of(Pools.class, hook);
  }

  public static @Nullable Reads reads() {
    return reads;
  }

  public static void set(Reads hook) {
    reads = hook;
  }

  public static @Nullable Migrations migrations() {
    return migrations;
  }

  public static void set(Migrations hook) {
    migrations = Privileged.of(Migrations.class, hook);
  }
}
