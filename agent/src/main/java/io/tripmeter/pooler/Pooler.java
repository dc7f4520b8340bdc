package io.tripmeter.pooler;

/**
 * What is known of one endpoint: by the operator's word, by its name, then by what connections of a warm-up saw. What is not proven is
 * taken for the worse. Any thread.
 *
 * <p>The evidence: a server tells its process in the handshake (BackendKeyData, PostgreSQL manual 55.2.1) and in pg_backend_pid(); where
 * the two differ somebody else answered the handshake. Two clients that are connected at once and see the same process do not have a
 * server each. Two that have used the same statement's name for different texts on one process were kept apart by the pooler.
 */
public final class Pooler {
  private static final String DIFFERENT = "; two clients saw different server processes";

  private final EndpointName name;
  private Verdict verdict;
  private boolean proven;
  private String evidence;
  private final boolean decided;
  private boolean refuses;
  private boolean awaitsProbe;
  private boolean probed;
  private int firstProcess;
  private boolean carriesPrepared;

  /** @param option the value of {@code pooler} */
  public Pooler(EndpointName name, String option) {
    this.name = name;
    EndpointName.Guess guess = name.guess();
    decided = !option.equals("auto");
    if (decided) {
      verdict = option.equals("none")
          ? Verdict.DIRECT
          : option.equals("session") ? Verdict.SESSION : Verdict.TRANSACTION;
      evidence = "pooler=" + option;
    } else {
      verdict = guess == null ? Verdict.DIRECT : guess.verdict();
      evidence = guess == null ? "nothing in its name" : guess.why();
    }
  }

  public EndpointName name() {
    return name;
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
  public synchronized boolean isTransactional() {
    return verdict == Verdict.TRANSACTION || verdict == Verdict.UNKNOWN;
  }

  /** Whether a statement prepared by name is there when it is used again. */
  public synchronized boolean carriesPrepared() {
    return carriesPrepared || (!isTransactional() && isSettled());
  }

  /** A connection will be asked: until then nothing is settled, whatever the name tells. */
  public synchronized void awaitProbe() {
    awaitsProbe = true;
  }

  /** Whether a first connection has been asked, or none will be. */
  public synchronized boolean isSettled() {
    return probed || decided || !awaitsProbe;
  }

  /** Something refused what a server never would. */
  public synchronized void refusedAsPoolersDo(String what) {
    refuses = true;
    if (!decided && !proven && verdict == Verdict.DIRECT) {
      verdict = Verdict.UNKNOWN;
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
    probed = true;
    firstProcess = process;
    if (key == process && handsOnKeys()) {
      evidence += ", which hands on the server's key";
    } else if (key == process) {
      if (!decided || verdict == Verdict.DIRECT) {
        verdict = Verdict.DIRECT;
        proven = true;
        evidence = "the server itself answered the handshake";
      }
    } else if (!decided && !(proven && verdict == Verdict.TRANSACTION)) {
      proven = false;
      boolean byName = name.guess() != null;
      if (!byName) {
        verdict = Verdict.UNKNOWN;
      }
      evidence = (byName ? evidence + "; " : "") + "another than the server answered the handshake";
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

  /** A second connection, open beside the first, has answered; both had used the same name for a statement. */
  public synchronized void seenBySecond(int process) {
    if (process == firstProcess) {
      carriesPrepared = true;
      sharesServer("two clients saw one server process, each with its own prepared statement");
    } else if (!decided && !evidence.endsWith(DIFFERENT)) {
      evidence += DIFFERENT;
    }
  }

  /** The first connection has been asked again. */
  public synchronized void seenAgain(int process) {
    firstProcess = process;
  }

  /** The second connection was told that the first one's statement is in its way: 42P05. */
  public synchronized void secondMetFirstsStatement() {
    sharesServer("one client met another's prepared statement (42P05)");
  }

  private void sharesServer(String what) {
    if (!decided || verdict == Verdict.TRANSACTION) {
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
