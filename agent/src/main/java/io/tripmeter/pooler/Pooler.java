package io.tripmeter.pooler;

import org.jspecify.annotations.Nullable;

/**
 * One endpoint: the verdict on it, and what may be set or relied on there. The verdict can change while connections are probed. Any thread.
 */
public final class Pooler {
  private static final String NO_TRANSACTIONS =
      "transaction blocks not allowed in statement pooling mode";
  private static final int MAX_CAUSES = 10;

  private final EndpointName name;
  private final Pipelining pipelining;
  private final Evidence evidence;
  private boolean dropsOptions;
  private volatile boolean awaitsProbe;
  private volatile boolean probed;
  private boolean carriesPrepared;
  private volatile ServerProduct server;
  private volatile boolean serverHasTold;

  /** @param option the value of {@code pooler}; {@code direct} for the endpoint that {@code endpoint.direct} names */
  public Pooler(EndpointName name, String option) {
    this.name = name;
    pipelining = new Pipelining(name);
    evidence = new Evidence(name, option);
    server = ServerProduct.of(name);
  }

  /** What answers there, or behind it: PostgreSQL if nothing says that it is something else. */
  public ServerProduct server() {
    return server;
  }

  /** Whether nothing says that it is something else. */
  public boolean isPostgres() {
    return server == ServerProduct.POSTGRESQL;
  }

  /** Whether a handshake has been looked at. */
  public boolean hasServerTold() {
    return serverHasTold;
  }

  /**
   * What a handshake has reported, null for nothing.
   *
   * @param cockroach {@code crdb_version}
   * @param redshift {@code padb_version}
   * @param version {@code server_version}
   */
  public void serverTells(
      @Nullable String cockroach, @Nullable String redshift, @Nullable String version) {
    ServerProduct told = ServerProduct.of(cockroach, redshift, version);
    if (told != null) {
      server = told;
    }
    serverHasTold = true;
  }

  public EndpointName name() {
    return name;
  }

  /** Whether Tripmeter may send messages ahead of the driver's. */
  public Pipelining pipelining() {
    return pipelining;
  }

  public synchronized Verdict verdict() {
    return evidence.verdict();
  }

  /** Whether connections have proven the verdict. */
  public synchronized boolean isProven() {
    return evidence.isProven();
  }

  /** Whether a connection has proven that there is no pooler. */
  public synchronized boolean isProvenDirect() {
    return evidence.isProven() && evidence.verdict() == Verdict.DIRECT;
  }

  /** The reason for the verdict, for display only. */
  public synchronized String evidence() {
    return evidence.reason();
  }

  /** Whether another client may get the session after each transaction, so that no state may outlive a transaction. */
  public boolean isTransactional() {
    return evidence.isTransactional();
  }

  /** Whether sessions are shared, or may be as long as the verdict is not settled. */
  public boolean mayShare() {
    return !isSettled() || isTransactional();
  }

  /** Whether Tripmeter must set and query nothing, because the proxy would then reserve a session for this client. */
  public boolean isLeftAlone() {
    return evidence.verdict() == Verdict.PINNING;
  }

  /** Whether a named prepared statement still exists when it is used again. */
  public synchronized boolean carriesPrepared() {
    return carriesPrepared || isLeftAlone() || (!isTransactional() && isSettled());
  }

  /** A connection will be probed. Until then the verdict is not settled, whatever the name suggests. */
  public synchronized void awaitProbe() {
    awaitsProbe = true;
  }

  /** Equal to an earlier number if all that connections there depend on is as it was then. From 0 to 2047. */
  public synchronized int state() {
    int state = evidence.verdict().ordinal();
    for (boolean each : new boolean[] {
      evidence.isProven(), isSettled(), isTransactional(), carriesPrepared(), dropsOptions
    }) {
      state = state << 1 | (each ? 1 : 0);
    }
    return state << 1 | (isPostgres() ? 1 : 0);
  }

  /** Whether a first connection has been probed, or none will be. */
  public boolean isSettled() {
    return probed || evidence.isDecided() || !awaitsProbe || isLeftAlone();
  }

  /** Options in the startup packet were accepted but are not in force. */
  public synchronized void dropsOptions() {
    dropsOptions = true;
  }

  /** Whether options in the startup packet are in force for this client, and for no other. */
  public synchronized boolean carriesOptions() {
    return !isTransactional() && !isLeftAlone() && !dropsOptions;
  }

  /** A transaction was refused as only a pooler in statement mode does. Returns true the first time. */
  public synchronized boolean refusesTransactions() {
    boolean isNew = evidence.refusedTransaction();
    probed = true;
    return isNew;
  }

  /** Whether a transaction failed because of PgBouncer's {@code pool_mode=statement}, by the message in src/server.c of 1.18 and 1.24. */
  public static boolean isStatementMode(@Nullable Throwable failure) {
    // Bounded, because causes may form a circle.
    Throwable each = failure;
    for (int i = 0; each != null && i < MAX_CAUSES; i++, each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains(NO_TRANSACTIONS)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A connection was opened that will not be probed.
   *
   * @param key the process ID of the handshake
   */
  public synchronized void seenKey(int key) {
    if (!probed && server.hasProcesses()) {
      evidence.key(key);
    }
  }

  /** The endpoint refused something that a server never refuses. */
  public synchronized void refusedAsPoolersDo(String what) {
    evidence.refusal(what);
  }

  /**
   * A first connection was probed.
   *
   * @param key the process ID of the handshake
   * @param process the ID of the process that answered a query
   */
  public synchronized void seen(int key, int process) {
    if (isProcess(process) && evidence.process(key, process)) {
      pipelining.proven();
    }
    // Last, because isSettled() reads it without the lock.
    probed = true;
  }

  /** CockroachDB before 22.1 answers -1 to everybody, which says nothing of who answers. Its later numbers have 32 bits. */
  private boolean isProcess(int process) {
    return server.hasProcesses() || (process != -1 && process != 0);
  }

  /** Whether probing a second connection can prove more. */
  public synchronized boolean needsSecond() {
    return probed && !evidence.isProven() && evidence.verdict() != Verdict.DIRECT;
  }

  /**
   * A second connection was probed right after the first, with both open.
   *
   * @param first the ID of the process that answered the first connection
   * @param second the ID of the process that answered the second
   * @param meetsFirst whether the second one's process has the first one's prepared statement, though both used the same name
   */
  public synchronized void seenBySecond(int first, int second, boolean meetsFirst) {
    if (first != second) {
      evidence.differentProcesses();
      return;
    }
    if (!isProcess(first)) {
      return;
    }
    carriesPrepared |= meetsFirst;
    evidence.sharedServer("two open connections had the same server process"
        + (meetsFirst ? ", each with its own prepared statement" : ""));
  }

  /** The second connection failed because the first one's prepared statement exists (42P05). */
  public synchronized void secondMetFirstsStatement() {
    evidence.sharedServer("one connection met the prepared statement of another (SQLSTATE 42P05)");
  }

  @Override
  public synchronized String toString() {
    return isPostgres() ? evidence.toString() : evidence + ", " + server.name();
  }
}
