package io.tripmeter.log;

import java.io.PrintStream;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own log: one line a fact on stderr, as text or JSON. {@code Log.info("...").pool(name).field("millis", 930).write()}.
 *
 * <p>Any thread; nothing here throws or blocks longer than the stream does. Until {@link #configure} it is text at info.
 */
public final class Log {
  /** So that a key made of something unbounded costs no memory; after that many, lines of new keys are not written. */
  private static final int MAX_KEYS = 1_000;

  private static final Set<String> KEYS =
      Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());

  private static volatile boolean json;
  private static volatile LogLevel level = LogLevel.INFO;
  private static volatile @Nullable PrintStream stream;

  private Log() {}

  /**
   * Sets what is written from now on.
   *
   * @param format text or json
   * @param least debug, info, warn, error or off
   */
  public static void configure(String format, String least) {
    json = format.equals("json");
    level = LogLevel.of(least);
  }

  public static LogEvent debug(String message) {
    return event(LogLevel.DEBUG, message);
  }

  public static LogEvent info(String message) {
    return event(LogLevel.INFO, message);
  }

  public static LogEvent warn(String message) {
    return event(LogLevel.WARN, message);
  }

  public static LogEvent error(String message) {
    return event(LogLevel.ERROR, message);
  }

  /** An event that is written whatever log.level says: for output that has a switch of its own, such as slow queries. */
  public static LogEvent always(LogLevel as, String message) {
    return new LogEvent(as, message, json, false);
  }

  /** True the first time for a key; see also {@link LogEvent#once}. */
  public static boolean once(String key) {
    return KEYS.size() < MAX_KEYS && KEYS.add(key);
  }

  private static LogEvent event(LogLevel as, String message) {
    return new LogEvent(as, message, json, as.compareTo(level) < 0);
  }

  static void print(String line) {
    try {
      stream().println(line);
    } catch (Throwable e) {
      // Nowhere is left to say it, and the application must not pay for a line of ours.
    }
  }

  /** The first line's System.err for good: what an application puts there later may log, lock and throw. */
  private static PrintStream stream() {
    PrintStream current = stream;
    if (current == null) {
      current = System.err;
      stream = current;
    }
    return current;
  }

  /** For tests: null is System.err as it is at the next line, and no key seen. */
  static void reset(@Nullable PrintStream out) {
    stream = out;
    KEYS.clear();
  }
}
