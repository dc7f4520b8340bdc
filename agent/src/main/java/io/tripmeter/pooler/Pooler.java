package io.tripmeter.pooler;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one endpoint: by the operator's word, by its name, then by what connections of a warm-up saw. What is not proven is
 * taken for the worse. Any thread.
 *
 * <p>The evidence: a server tells its process in the handshake (BackendKeyData, PostgreSQL manual 55.2.1) and in pg_backend_pid(); where
 * the two differ somebody else answered the handshake. Two clients that are connected at once and see the same process do not have a
 * server each. Two that have used the same statement's name for different texts on one process were kept apart by the pooler.
 */
public final class Pooler {
  private static final String OTHER = "another than the server answered the handshake";
  private static final String HANDS_ON = ", which hands on the server's key";
  private static final String DIFFERENT = "; two clients saw different server processes";

  private static final String NO_TRANSACTIONS =
      "transaction blocks not allowed in statement pooling mode";
  private static final int LARGEST_PROCESS = 1 << 22;

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

  /** Whether messages of ours may be sent ahead of the driver's there. */
  public Pipelining pipelining() {
    return pipelining;
  }

  public synchronized Verdict verdict() {
    return verdict;
  }

  /** Whether connections themselves have shown it. */
  public synchronized boolean isProven() {
    return proven;
  }

  /** Whether a connection has shown that nothing stands before the server. */
  public synchronized boolean isProvenDirect() {
    return proven && verdict == Verdict.DIRECT;
  }

  /** For people. */
  public synchronized String evidence() {
    return evidence;
  }

  /** Whether a session may be another client's after each transaction: nothing that outlives one may be set or relied on. */
  public boolean isTransactional() {
    Verdict now = verdict;
    return now == Verdict.TRANSACTION || now == Verdict.STATEMENT || now == Verdict.UNKNOWN;
  }

  /** Whether a session is shared, or nobody knows yet. */
  public boolean mayShare() {
    return !isSettled() || isTransactional();
  }

  /** Whether nothing of ours may be set or asked there, lest a session is kept for this client alone. */
  public boolean isLeftAlone() {
    return verdict == Verdict.PINNING;
  }

  /** Whether a statement prepared by name is there when it is used again. */
  public synchronized boolean carriesPrepared() {
    return carriesPrepared || isLeftAlone() || (!isTransactional() && isSettled());
  }

  /** A connection will be asked: until then nothing is settled, whatever the name tells. */
  public synchronized void awaitProbe() {
    awaitsProbe = true;
  }

  /** Whether a first connection has been asked, or none will be. */
  public boolean isSettled() {
    return probed || decided || !awaitsProbe || isLeftAlone();
  }

  /** Options in the startup packet were accepted, and are not in force. */
  public synchronized void dropsOptions() {
    dropsOptions = true;
  }

  /** Whether options in the startup packet are in force in the session, and stay this client's. */
  public synchronized boolean carriesOptions() {
    return !isTransactional() && !isLeftAlone() && !dropsOptions;
  }

  /** A transaction was refused as only a pooler in statement mode does it; true if that is new. */
  public synchronized boolean refusesTransactions() {
    boolean isNew = verdict != Verdict.STATEMENT;
    verdict = Verdict.STATEMENT;
    proven = true;
    probed = true;
    evidence = "it refuses transaction blocks";
    return isNew;
  }

  /** Whether a transaction failed because of PgBouncer's {@code pool_mode=statement}; its words in src/server.c of 1.18 and 1.24. */
  public static boolean isStatementMode(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains(NO_TRANSACTIONS)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A connection is open that nobody will ask. PgBouncer tells its clients random numbers in place of a process's (src/client.c), and so
   * do others; a kernel's are small: Linux has none above 2^22.
   *
   * @param key the process of the handshake
   */
  public synchronized void seenKey(int key) {
    if (!decided && !probed && verdict == Verdict.DIRECT && (key < 0 || key > LARGEST_PROCESS)) {
      verdict = Verdict.UNKNOWN;
      evidence = OTHER + ": its key is no server's process";
    }
  }

  /** Something refused what a server never would. */
  public synchronized void refusedAsPoolersDo(String what) {
    refuses = true;
    if (!decided && verdict == Verdict.DIRECT) {
      // Some hand on the server's own key, which looked like the server.
      verdict = Verdict.UNKNOWN;
      proven = false;
      evidence = "it refuses " + what;
    }
  }

  /**
   * A first connection has answered.
   *
   * @param key the process of the handshake
   * @param process the process that answered a query
   */
  public synchronized void seen(int key, int process) {
    judge(key, process);
    // Last: who asks without the lock finds what was seen.
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
        evidence = OTHER;
      } else {
        add("; " + OTHER);
      }
      proven = false;
    }
  }

  private void add(String more) {
    if (!evidence.contains(more)) {
      evidence += more;
    }
  }

  /** Some tell their clients the server's own process: pgpool-II does. */
  private boolean handsOnKeys() {
    EndpointName.Guess guess = name.guess();
    return !decided && (refuses || (guess != null && guess.verdict() == Verdict.UNKNOWN));
  }

  /** Whether a second connection can tell more. */
  public synchronized boolean needsSecond() {
    return probed && !proven && verdict != Verdict.DIRECT;
  }

  /**
   * A second connection has answered, open beside the first and right after it.
   *
   * @param first the process that answered the first
   * @param second the process that answered this one
   * @param meetsFirst whether the first one's prepared statement is on that process, though both have used one name
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

  /** The second connection was told that the first one's statement is in its way: 42P05. */
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
