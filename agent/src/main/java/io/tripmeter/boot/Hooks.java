package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * Where the rest of the agent plugs in. Each hook is null until the agent has started its part; inlined code asks first, so an agent that
 * failed half-way leaves the application as it was. Implementations never throw.
 */
public final class Hooks {
  /** Physical connections. */
  public interface Connections {
    /**
     * The driver is asked for a connection.
     *
     * @param driver the java.sql.Driver
     * @param info the java.util.Properties given to it, not to be changed
     * @return null to let the driver do as it was asked, otherwise a java.sql.Connection to return or a Throwable to throw in its stead
     */
    @Nullable
    Object open(Object driver, String url, @Nullable Object info);

    /**
     * A pool asks whether this connection is alive, before it lends it.
     *
     * @param seconds that the server may take for an answer; 0: any time
     * @return whether it is without asking the server now: a message that goes ahead of the next statement will show it
     */
    boolean isVouchedFor(Object connection, PoolStats pool, int seconds);

    /** The server was asked instead, and this was its answer; false if there was none. */
    void validated(Object connection, boolean valid);

    /** The connection is about to be closed in order. */
    void closing(Object connection);

    /** The first answer on a connection of this pool has not come within so many milliseconds after a borrow; it is closed. */
    void lost(PoolStats pool, int millis);

    /** The statement timeout, in milliseconds, of a connection that is in autocommit and can have none of the server's; else 0. */
    long autocommitTimeout(Object connection);

    /** A query object like this BEGIN of the driver's that lifts these timeouts; null if that cannot be. */
    @Nullable
    Object begin(Object executor, Object query, int lift);

    /** The server has answered a BEGIN, and has refused the settings that went with it. */
    void refused(OpenConnection connection);

    /** How many round trips the handshake of this SSLSocket took. */
    int handshakeTrips(Object socket);

    /** The pool that the connection of this query executor belongs to. */
    PoolStats poolOf(Object executor);
  }

  /** Pools, all on paths where a connection is opened or closed. */
  public interface Pools {
    void creating(int product, Object config);

    void created(int product, Object pool);

    void failed(int product);

    void closing(int product, Object pool);

    /** A physical connection is about to be opened for this pool on this thread. */
    PoolStats opening(int product, Object pool);

    /** The connection is open and set up, and about to be pooled: it, or another in its place. */
    Object opened(int product, Object pool, Object connection);

    /** Whether the pool may add one more connection, when itself it says {@code wanted}. */
    boolean mayAdd(Object pool, boolean wanted);

    /** A migration borrows from this pool: a connection to use in place of a pooled one, or null. */
    @Nullable
    Object forMigration(int product, Object pool);

    /** The outermost migration on this thread has ended; what {@link ThreadState#migrationsOwn} was. */
    void migrationEnded(Object own);

    /**
     * A pool is about to take back what it has for a connection, or to drop it as broken: true if it was lent by {@link #forMigration}, and
     * all has been done that is to be done.
     */
    boolean isMigrations(Object lent, boolean broken);
  }

  /** Statements that deserve a second look; slow paths all. */
  public interface Statements {
    /**
     * A statement took longer than the threshold, or every statement is wanted.
     *
     * @param parameters the driver's parameter list, or an array of them for a batch; valid during the call only
     */
    void executed(
        String text,
        @Nullable Object parameters,
        long nanos,
        long trips,
        long rows,
        @Nullable Throwable thrown,
        PoolStats pool);

    /** The statement was executed {@code count} times in this request. */
    void repeated(RequestCounters request, String text, int count);
  }

  /** SQL that relies on what an endpoint may not give: a session of its own. Not on paths that a statement takes twice. */
  public interface Hazards {
    /**
     * The driver has parsed a text; not called while every endpoint gives each client a session of its own.
     *
     * @param executor the connection's query executor
     */
    void parsed(Object executor, String sql);

    /** A statement, or the first of a batch, has failed; called and not called as {@link #parsed}. */
    void failed(Object executor, String sql, Throwable thrown);
  }

  /** Statements that failed on a connection which carries timeouts of ours. */
  public interface Timeouts {
    /**
     * A statement, or the first of a batch, has failed; or the session was found to have ended.
     *
     * @param nanos since the call into the driver began
     */
    void failed(PoolStats pool, SessionTimeouts carried, String sql, Throwable thrown, long nanos);
  }

  /** Requests that a server answers. */
  public interface Requests {
    /** A request begins, or goes on, on this thread; null: not one to count. */
    @Nullable
    RequestCounters begin(int server, Object exchange);

    void end(
        RequestCounters request,
        Object exchange,
        @Nullable Object response,
        @Nullable Throwable thrown);
  }

  private static volatile @Nullable Connections connections;
  private static volatile @Nullable Pools pools;
  private static volatile @Nullable Statements statements;
  private static volatile @Nullable Requests requests;
  private static volatile @Nullable Hazards hazards;
  private static volatile @Nullable Timeouts timeouts;

  private Hooks() {}

  public static @Nullable Connections connections() {
    return connections;
  }

  public static void set(Connections hook) {
    connections = hook;
  }

  public static @Nullable Pools pools() {
    return pools;
  }

  public static void set(Pools hook) {
    pools = hook;
  }

  public static @Nullable Statements statements() {
    return statements;
  }

  public static void set(Statements hook) {
    statements = hook;
  }

  public static @Nullable Hazards hazards() {
    return hazards;
  }

  public static void set(Hazards hook) {
    hazards = hook;
  }

  public static @Nullable Timeouts timeouts() {
    return timeouts;
  }

  public static void set(Timeouts hook) {
    timeouts = hook;
  }

  public static @Nullable Requests requests() {
    return requests;
  }

  public static void set(Requests hook) {
    requests = hook;
  }
}
