package io.tripmeter.pooler;

import org.jspecify.annotations.Nullable;

/**
 * The verdict on one endpoint. It is set by the operator, or suggested by the endpoint's name and then tested by connections of a warm-up.
 * Without proof, the worse of two verdicts applies. Any thread.
 *
 * <p>The evidence: a server reports its process ID in the handshake (BackendKeyData, PostgreSQL manual 55.2.1) and in pg_backend_pid(). If
 * the two differ, a proxy answered the handshake. Two clients that are connected at the same time and see the same process share a server
 * connection. If both have used one statement name for different texts on that process, the pooler keeps their statements apart.
 */
public final class Pooler {
  private static final String PROXY_ANSWERED = "the handshake was not answered by the server";
  private static final String HANDS_ON = ", which hands on the server's key";
  private static final String DIFFERENT = "; two clients saw different server processes";

  private static final String NO_TRANSACTIONS =
      "transaction blocks not allowed in statement pooling mode";
  private static final int MAX_PROCESS_ID = 1 << 22;

  private final EndpointName name;
  private final Pipelining pipelining;
  private volatile Verdict verdict;
  private boolean proven;
  private String evidence;
  private final boolean decided;
  private boolean refuses;
  private boolean dropsOptions;
  private volatile boolean awaitsProbe;
  private volatile boolean probed;
  private boolean carriesPrepared;

  /** @param option the value of {@code pooler}; {@code direct} for the endpoint that {@code endpoint.direct} names */
  public Pooler(EndpointName name, String option) {
    this.name = name;
    pipelining = new Pipelining(name);
    EndpointName.Guess guess = name.guess();
    decided = !option.equals("auto");
    if (decided) {
      verdict = option.equals("none") || option.equals("direct")
          ? Verdict.DIRECT
          : option.equals("session") ? Verdict.SESSION : Verdict.TRANSACTION;
      evidence = option.equals("direct") ? "endpoint.direct names it" : "pooler=" + option;
    } else {
      verdict = guess == null ? Verdict.DIRECT : guess.verdict();
      evidence = guess == null ? "nothing in its name" : guess.why();
    }
  }

  public EndpointName name() {
    return name;
  }

  /** Whether Tripmeter may send messages ahead of the driver's. */
  public Pipelining pipelining() {
    return pipelining;
  }

  public synchronized Verdict verdict() {
    return verdict;
  }

  /** Whether connections have proven the verdict. */
  public synchronized boolean isProven() {
    return proven;
  }

  /** Whether a connection has proven that there is no pooler. */
  public synchronized boolean isProvenDirect() {
    return proven && verdict == Verdict.DIRECT;
  }

  /** The reason for the verdict, for display only. */
  public synchronized String evidence() {
    return evidence;
  }

  /** Whether another client may get the session after each transaction, so that no state may outlive a transaction. */
  public boolean isTransactional() {
    Verdict now = verdict;
    return now == Verdict.TRANSACTION || now == Verdict.STATEMENT || now == Verdict.UNKNOWN;
  }

  /** Whether sessions are shared, or may be as long as the verdict is not settled. */
  public boolean mayShare() {
    return !isSettled() || isTransactional();
  }

  /** Whether Tripmeter must set and query nothing, because the proxy would then reserve a session for this client. */
  public boolean isLeftAlone() {
    return verdict == Verdict.PINNING;
  }

  /** Whether a named prepared statement still exists when it is used again. */
  public synchronized boolean carriesPrepared() {
    return carriesPrepared || isLeftAlone() || (!isTransactional() && isSettled());
  }

  /** A connection will be probed. Until then the verdict is not settled, whatever the name suggests. */
  public synchronized void awaitProbe() {
    awaitsProbe = true;
  }

  /** Whether a first connection has been probed, or none will be. */
  public boolean isSettled() {
    return probed || decided || !awaitsProbe || isLeftAlone();
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
    boolean isNew = verdict != Verdict.STATEMENT;
    verdict = Verdict.STATEMENT;
    proven = true;
    probed = true;
    evidence = "it refuses transaction blocks";
    return isNew;
  }

  /** Whether a transaction failed because of PgBouncer's {@code pool_mode=statement}, by the message in src/server.c of 1.18 and 1.24. */
  public static boolean isStatementMode(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains(NO_TRANSACTIONS)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A connection was opened that will not be probed. PgBouncer (src/client.c) and others send their clients a random number in place of a
   * process ID. Real process IDs are small: Linux has none above 2^22.
   *
   * @param key the process ID of the handshake
   */
  public synchronized void seenKey(int key) {
    if (!decided && !probed && verdict == Verdict.DIRECT && (key < 0 || key > MAX_PROCESS_ID)) {
      verdict = Verdict.UNKNOWN;
      evidence = PROXY_ANSWERED + ": the key is not a process ID";
    }
  }

  /** The endpoint refused something that a server never refuses. */
  public synchronized void refusedAsPoolersDo(String what) {
    refuses = true;
    if (!decided && verdict == Verdict.DIRECT) {
      // Some poolers hand on the server's own key, and so looked like the server.
      verdict = Verdict.UNKNOWN;
      proven = false;
      evidence = "it refuses " + what;
    }
  }

  /**
   * A first connection was probed.
   *
   * @param key the process ID of the handshake
   * @param process the ID of the process that answered a query
   */
  public synchronized void seen(int key, int process) {
    judge(key, process);
    // Last, because isSettled() reads it without the lock.
    probed = true;
  }

  private void judge(int key, int process) {
    if (key == process && handsOnKeys()) {
      add(HANDS_ON);
    } else if (key == process) {
      if (!decided || verdict == Verdict.DIRECT) {
        verdict = Verdict.DIRECT;
        proven = true;
        pipelining.proven();
        evidence = "the server itself answered the handshake";
      }
    } else if (!decided && !(proven && isTransactional())) {
      boolean byName = name.guess() != null || refuses;
      if (proven || !byName) {
        verdict = Verdict.UNKNOWN;
        evidence = PROXY_ANSWERED;
      } else {
        add("; " + PROXY_ANSWERED);
      }
      proven = false;
    }
  }

  private void add(String more) {
    if (!evidence.contains(more)) {
      evidence += more;
    }
  }

  /** Whether the pooler may hand on the server's own process ID, as pgpool-II does. */
  private boolean handsOnKeys() {
    EndpointName.Guess guess = name.guess();
    return !decided && (refuses || (guess != null && guess.verdict() == Verdict.UNKNOWN));
  }

  /** Whether probing a second connection can prove more. */
  public synchronized boolean needsSecond() {
    return probed && !proven && verdict != Verdict.DIRECT;
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
      if (!decided) {
        add(DIFFERENT);
      }
      return;
    }
    carriesPrepared |= meetsFirst;
    sharesServer("two clients saw one server process"
        + (meetsFirst ? ", each with its own prepared statement" : ""));
  }

  /** The second connection failed because the first one's prepared statement exists (42P05). */
  public synchronized void secondMetFirstsStatement() {
    sharesServer("one client met another's prepared statement (42P05)");
  }

  private void sharesServer(String what) {
    if (verdict != Verdict.STATEMENT && (!decided || verdict == Verdict.TRANSACTION)) {
      verdict = Verdict.TRANSACTION;
      proven = true;
      evidence = what;
    }
  }

  @Override
  public synchronized String toString() {
    return verdict.label() + " (" + evidence + (proven ? "" : "; not proven") + ")";
  }
}
