package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * The timeouts of ours that connections opened alike carry, in milliseconds, 0 for none, and what is sent to lift them and to set them
 * again. Immutable; a text is made when it is first needed.
 */
public final class TimeoutTexts {
  /** Where a connection carries them. */
  public enum Carrier {
    /** The session, which is known to be this connection's if the process of its handshake answers. */
    SESSION,
    /** The session, behind a pooler that gives each client one. */
    POOLED_SESSION,
    /** Each transaction, behind any other pooler. */
    TRANSACTION
  }

  /** In the order of the bits of {@link SessionTimeouts}. */
  private static final String[] NAMES = {
    "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"
  };

  private final long[] millis;
  private final Carrier carrier;
  private final int all;

  public TimeoutTexts(long statement, long lock, long idleInTransaction, Carrier carrier) {
    millis = new long[] {statement, lock, idleInTransaction};
    this.carrier = carrier;
    int set = 0;
    for (int i = 0; i < millis.length; i++) {
      set |= millis[i] > 0 ? 1 << i : 0;
    }
    all = set;
  }

  /** Whether there is any. */
  public boolean isAny() {
    return all != 0;
  }

  static int count() {
    return NAMES.length;
  }

  static String name(int index) {
    return NAMES[index];
  }

  int all() {
    return all;
  }

  boolean goWithBegin() {
    return carrier == Carrier.TRANSACTION;
  }

  /** @param timeout a bit of {@link SessionTimeouts} */
  long millis(int timeout) {
    return millis[Integer.numberOfTrailingZeros(timeout)];
  }

  long statementMillis() {
    return millis[0];
  }

  /**
   * Outside a transaction. Only what is in force as we left it is changed, and only in the connection's own session: of a pooler that
   * nobody knows of the next client would have it.
   *
   * @param process of the server's, as the connection's handshake told
   * @param which of them
   * @param lifted those to lift; the others of {@code which} are set again
   */
  PipelinedMessage inSession(int process, int which, int lifted) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < NAMES.length; i++) {
      if ((which & 1 << i) != 0) {
        boolean lift = (lifted & 1 << i) != 0;
        text.append(text.length() == 0 ? "" : ";")
            .append("select pg_catalog.set_config('")
            .append(NAMES[i])
            .append("', '")
            .append(lift ? 0 : millis[i])
            .append("', false) where pg_catalog.current_setting('")
            .append(NAMES[i])
            .append("')::pg_catalog.interval operator(pg_catalog.=) '")
            .append(lift ? millis[i] : 0)
            .append("ms'::pg_catalog.interval")
            .append(own(process));
      }
    }
    return PipelinedMessage.query(text.toString());
  }

  private String own(int process) {
    return carrier == Carrier.POOLED_SESSION
        ? ""
        : " and pg_catalog.pg_backend_pid() operator(pg_catalog.=) " + process;
  }

  /** In a transaction. */
  PipelinedMessage inTransaction(int which, int lifted) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < NAMES.length; i++) {
      if ((which & 1 << i) != 0) {
        text.append(text.length() == 0 ? "" : ";")
            .append("SET LOCAL ")
            .append(NAMES[i])
            .append('=')
            .append((lifted & 1 << i) == 0 ? Long.toString(millis[i]) : none());
      }
    }
    return PipelinedMessage.query(text.toString());
  }

  /** Behind a pooler the session's default is the server's own; elsewhere it may be ours. */
  private String none() {
    return goWithBegin() ? "DEFAULT" : "0";
  }

  /** This BEGIN, with ours behind it or nothing, as one that lifts these. */
  public static String begin(String text, int lift) {
    int at = text.indexOf(BeginCalls.MARK);
    StringBuilder rest = new StringBuilder();
    if (at >= 0) {
      for (String setting : text.substring(at + BeginCalls.MARK.length()).split(";SET LOCAL ")) {
        append(rest, isOneOf(setting, lift) ? null : setting);
      }
    } else {
      for (int i = 0; i < NAMES.length; i++) {
        append(rest, (lift & 1 << i) == 0 ? null : NAMES[i] + "=0");
      }
    }
    String begin = at < 0 ? text : text.substring(0, at);
    return rest.length() == 0 ? begin : begin + BeginCalls.MARK + rest;
  }

  private static void append(StringBuilder settings, @Nullable String setting) {
    if (setting != null) {
      settings.append(settings.length() == 0 ? "" : ";SET LOCAL ").append(setting);
    }
  }

  private static boolean isOneOf(String setting, int which) {
    for (int i = 0; i < NAMES.length; i++) {
      if ((which & 1 << i) != 0 && setting.startsWith(NAMES[i] + "=")) {
        return true;
      }
    }
    return false;
  }
}
