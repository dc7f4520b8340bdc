package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * What the rest of the agent does for the driver's connections and statements. Each hook is null until the agent has started its part;
 * inlined code asks first, so that an agent which failed half-way leaves the application as it was. Implementations never throw.
 */
public final class DriverHooks {
  /** Physical connections; on paths where one is opened or closed. */
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

    /** The connection is about to be closed in order. */
    void closing(Object connection);

    /** How many round trips the handshake of this SSLSocket took. */
    int handshakeTrips(Object socket);

    /** The pool that the connection of this query executor belongs to. */
    PoolStats poolOf(Object executor);
  }

  /** A pool's validation of a connection before it lends it. */
  public interface Validation {
    /**
     * @param seconds that the server may take for an answer; 0: any time
     * @return whether the connection is alive without asking the server now: a message ahead of the next statement will show it
     */
    boolean bypasses(Object connection, PoolStats pool, int seconds);

    /** The server was asked, and this was its answer; false if there was none. */
    void validated(Object connection, boolean valid);

    /** The first answer on a connection of this pool has not come within so many milliseconds after a borrow; it is closed. */
    void lost(PoolStats pool, int millis);
  }

  /** Settings of ours that a transaction begins with. */
  public interface Transactions {
    /** The statement timeout, in milliseconds, of a connection that is in autocommit and can have none of the server's; else 0. */
    long autocommitTimeout(Object connection);

    /** A query object like this BEGIN of the driver's that lifts these timeouts; null if that cannot be. */
    @Nullable
    Object begin(Object executor, Object query, int lift);

    /** The server has answered a BEGIN, and has refused the settings that went with it. */
    void refused(OpenConnection connection);
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

    /**
     * The row of {@link StatementTable} for a text that was not found there.
     *
     * @return null if it has none and is counted among the rest
     */
    @Nullable
    StatementRow row(String text);

    /**
     * The statement was executed {@code count} times in this unit of work.
     *
     * @param executor the query executor that is to execute it once more
     */
    void repeated(Object executor, UnitOfWork unit, String text, int count);
  }

  /** SQL that needs a session of its own, which an endpoint may not give. Not on paths that a statement takes twice. */
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

  /** Statements of migrations. */
  public interface Migrations {
    /**
     * The driver has parsed a text on a migration's thread, and has sent nothing of it.
     *
     * @param executor the connection's query executor
     */
    void parsed(Object executor, String sql);
  }

  private static volatile @Nullable Connections connections;
  private static volatile @Nullable Validation validation;
  private static volatile @Nullable Transactions transactions;
  private static volatile @Nullable Statements statements;
  private static volatile @Nullable Hazards hazards;
  private static volatile @Nullable Timeouts timeouts;
  private static volatile @Nullable Migrations migrations;

  private DriverHooks() {}

  public static @Nullable Connections connections() {
    return connections;
  }

  public static void set(Connections hook) {
    connections = Privileged.of(Connections.class, hook);
  }

  public static @Nullable Validation validation() {
    return validation;
  }

  public static void set(Validation hook) {
    validation = Privileged.of(Validation.class, hook);
  }

  public static @Nullable Transactions transactions() {
    return transactions;
  }

  public static void set(Transactions hook) {
    transactions = Privileged.of(Transactions.class, hook);
  }

  public static @Nullable Statements statements() {
    return statements;
  }

  public static void set(Statements hook) {
    statements = Privileged.of(Statements.class, hook);
  }

  public static @Nullable Hazards hazards() {
    return hazards;
  }

  public static void set(Hazards hook) {
    hazards = Privileged.of(Hazards.class, hook);
  }

  public static @Nullable Timeouts timeouts() {
    return timeouts;
  }

  public static void set(Timeouts hook) {
    timeouts = Privileged.of(Timeouts.class, hook);
  }

  public static @Nullable Migrations migrations() {
    return migrations;
  }

  public static void set(Migrations hook) {
    migrations = Privileged.of(Migrations.class, hook);
  }
}
