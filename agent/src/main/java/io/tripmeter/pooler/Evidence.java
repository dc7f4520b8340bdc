package io.tripmeter.pooler;

/**
 * The verdict on one endpoint, whether it is proven, and the reason. The verdict is set by the operator, or suggested by the endpoint's name
 * and then tested by connections. Without proof, the worse of two verdicts applies. Guarded by its {@link Pooler}, except for reading the
 * verdict.
 *
 * <p>A server reports its process ID in the handshake (BackendKeyData, PostgreSQL manual 55.2.1) and in pg_backend_pid(). If the two differ,
 * a proxy answered the handshake. Two clients that are connected at the same time and see the same process share a server connection. If
 * both have used one statement name for different texts on that process, the pooler keeps their statements apart.
 */
final class Evidence {
  private static final String PROXY_ANSWERED = "a proxy answered the handshake, not the server";
  private static final String HANDS_ON =
      "; it may pass on the server's own process ID, as pgpool-II does";
  private static final String DIFFERENT =
      "; two connections had different server processes, which proves nothing";
  private static final int MAX_PROCESS_ID = 1 << 22;

  private final EndpointName name;
  private final boolean decided;
  private volatile Verdict verdict;
  private boolean proven;
  private String reason;
  private boolean refuses;

  /** @param option the value of {@code pooler}; {@code direct} for the endpoint that {@code endpoint.direct} names */
  Evidence(EndpointName name, String option) {
    this.name = name;
    EndpointName.Guess guess = name.guess();
    decided = !option.equals("auto");
    if (decided) {
      verdict = option.equals("none") || option.equals("direct")
          ? Verdict.DIRECT
          : option.equals("session") ? Verdict.SESSION : Verdict.TRANSACTION;
      reason = option.equals("direct") ? "endpoint.direct names this endpoint" : "pooler=" + option;
    } else {
      verdict = guess == null ? Verdict.DIRECT : guess.verdict();
      reason = guess == null ? "its name and port are not those of a known pooler" : guess.why();
    }
  }

  /** Whether the operator has set the verdict. */
  boolean isDecided() {
    return decided;
  }

  /** Needs no lock. */
  Verdict verdict() {
    return verdict;
  }

  /** Needs no lock. */
  boolean isTransactional() {
    Verdict now = verdict;
    return now == Verdict.TRANSACTION || now == Verdict.STATEMENT || now == Verdict.UNKNOWN;
  }

  boolean isProven() {
    return proven;
  }

  String reason() {
    return reason;
  }

  /**
   * A connection that will not be probed has this key. PgBouncer (src/client.c) and others send their clients a random number in place of a
   * process ID. Real process IDs are small: Linux has none above 2^22.
   */
  void key(int key) {
    if (!decided && verdict == Verdict.DIRECT && (key < 0 || key > MAX_PROCESS_ID)) {
      verdict = Verdict.UNKNOWN;
      reason = PROXY_ANSWERED + ": the process ID in its answer cannot be a server's";
    }
  }

  /** The endpoint refused something that a server never refuses. */
  void refusal(String what) {
    refuses = true;
    if (!decided && verdict == Verdict.DIRECT) {
      // Some poolers hand on the server's own key, and so looked like the server.
      verdict = Verdict.UNKNOWN;
      proven = false;
      reason = "it refuses " + what + ", which a server does not";
    }
  }

  /** The endpoint refused a transaction as only poolers in statement mode do. Returns true the first time. */
  boolean refusedTransaction() {
    boolean isNew = verdict != Verdict.STATEMENT;
    prove(Verdict.STATEMENT, "it refuses transactions");
    return isNew;
  }

  /**
   * A first connection was probed. Returns true if the server itself answered its handshake.
   *
   * @param key the process ID of the handshake
   * @param process the ID of the process that answered a query
   */
  boolean process(int key, int process) {
    if (key == process && mayHandOnKeys()) {
      add(HANDS_ON);
    } else if (key == process) {
      if (!decided || verdict == Verdict.DIRECT) {
        prove(Verdict.DIRECT, "the server itself answered the handshake");
        return true;
      }
    } else if (!decided && !(proven && isTransactional())) {
      boolean byName = name.guess() != null || refuses;
      if (proven || !byName) {
        verdict = Verdict.UNKNOWN;
        reason = PROXY_ANSWERED;
      } else {
        add("; " + PROXY_ANSWERED);
      }
      proven = false;
    }
    return false;
  }

  /** Whether the pooler may hand on the server's own process ID, as pgpool-II does. */
  private boolean mayHandOnKeys() {
    EndpointName.Guess guess = name.guess();
    return !decided && (refuses || (guess != null && guess.verdict() == Verdict.UNKNOWN));
  }

  /** Two clients saw different server processes, which proves nothing. */
  void differentProcesses() {
    if (!decided) {
      add(DIFFERENT);
    }
  }

  /** Two clients share a server connection, for this reason. */
  void sharedServer(String why) {
    if (verdict != Verdict.STATEMENT && (!decided || verdict == Verdict.TRANSACTION)) {
      prove(Verdict.TRANSACTION, why);
    }
  }

  private void prove(Verdict shown, String why) {
    verdict = shown;
    proven = true;
    reason = why;
  }

  private void add(String more) {
    if (!reason.contains(more)) {
      reason += more;
    }
  }

  @Override
  public String toString() {
    return verdict.label() + " (" + reason + (proven ? "" : "; not proven") + ")";
  }
}
