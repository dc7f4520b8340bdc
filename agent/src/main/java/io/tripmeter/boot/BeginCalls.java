package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * Called by code inlined into the driver where it begins transactions. A BEGIN that carries settings, {@code BEGIN /*tripmeter*}{@code
 * /;SET LOCAL ...;SET LOCAL ...}, goes as one simple query, and the statuses of its settings are taken out of the answer.
 */
public final class BeginCalls {
  /** How a BEGIN goes on that carries settings. No other text contains it. */
  public static final String MARK = " /*tripmeter*/;SET LOCAL ";

  /** QueryExecutor.QUERY_EXECUTE_AS_SIMPLE of pgjdbc 42.2 to 42.7: one Query message, which may hold several statements. */
  private static final int AS_SIMPLE = 1024;

  private static volatile boolean carrySettings;

  private BeginCalls() {}

  /** From now on connections of this JVM may have settings that go with BEGIN. */
  public static void carry() {
    carrySettings = true;
  }

  /** Whether any does. If not, the driver's texts need not be looked at. */
  public static boolean carrySettings() {
    return carrySettings;
  }

  /**
   * A query is about to be sent.
   *
   * @param flags the driver's for this query
   * @return the flags to send it with
   */
  public static int send(Object executor, @Nullable String text, int flags) {
    if (text == null || !text.startsWith("BEGIN") || !text.contains(MARK)) {
      return flags;
    }
    OpenConnection connection = OpenConnections.of(executor);
    if (connection != null) {
      connection.began(settings(text), false);
    }
    return flags | AS_SIMPLE;
  }

  /**
   * A statement is executed in no transaction, past the driver's own BEGIN. From 42.7.13 on pgjdbc begins XA transactions so
   * (PGXAConnection.start), and no others.
   *
   * @param whole whether the driver sends the text as it is, which {@link #send} sees
   * @param inPieces whether the driver sends each statement of a text in a message of its own
   * @return the text to execute: a BEGIN with the settings that go with one on this connection
   */
  public static String begin(Object connection, String text, boolean whole, boolean inPieces) {
    OpenConnection open = text.equals("BEGIN") ? OpenConnections.of(connection) : null;
    String begin = open == null ? null : open.begin();
    if (open == null || begin == null) {
      return text;
    }
    if (!whole) {
      open.began(settings(begin), inPieces);
    }
    return begin;
  }

  private static int settings(String text) {
    int settings = 0;
    for (int at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) {
      settings++;
    }
    return settings;
  }

  /** Whether a command status is that of a setting that went with BEGIN. The application is not told of those. */
  public static boolean isOfSetting(Object executor, String status) {
    if (!carrySettings || !(status.equals("SET") || status.equals("BEGIN"))) {
      return false;
    }
    ThreadState thread = ThreadState.current();
    if (thread.testsStatus) {
      thread.testsStatus = false;
      return true;
    }
    OpenConnection connection = OpenConnections.of(executor);
    return connection != null && connection.takes(status);
  }

  /** Self-test of the inlined code: the next status SET on this thread is taken for that of a setting. */
  public static void beginTest() {
    ThreadState.current().testsStatus = true;
  }

  /** Returns whether the inlined code has passed the status on since {@link #beginTest}. */
  public static boolean endTest() {
    ThreadState thread = ThreadState.current();
    boolean passed = !thread.testsStatus;
    thread.testsStatus = false;
    return passed;
  }

  /** The server has answered with an error. */
  public static void error(Object executor) {
    OpenConnection connection = OpenConnections.of(executor);
    if (connection != null) {
      connection.failed();
    }
  }

  /** The server is ready for a query: it has answered all that was sent before. */
  public static void ready(Object executor, boolean inTransaction) {
    OpenConnection connection = OpenConnections.of(executor);
    DriverHooks.Transactions hook = DriverHooks.transactions();
    if (connection != null && connection.ready(inTransaction) && hook != null) {
      hook.refused(connection);
    }
  }
}
