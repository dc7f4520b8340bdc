package io.tripmeter.log;

import java.io.PrintStream;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own log: one line per event on stderr, as text or JSON. {@code Log.info("...").pool(name).field("millis", 930).write()}.
 *
 * <p>Any thread. Never throws, and blocks only while the stream blocks. Writes text at level info until {@link #configure} is called.
 */
public final class Log {
  /** Bounds the memory for keys. When it is reached, events with new keys are not written. */
  private static final int MAX_KEYS = 1_000;

  private static final Set<String> KEYS =
      Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());

  private static volatile boolean json;
  private static volatile LogLevel level = LogLevel.INFO;
  private static volatile @Nullable PrintStream stream;

  private Log() {}

  /**
   * Sets the format and the level of further events.
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

  /** An event that ignores log.level, for output with a switch of its own, such as slow queries. */
  public static LogEvent always(LogLevel as, String message) {
    return new LogEvent(as, message, json, false);
  }

  /** Returns true the first time that a key is given. See also {@link LogEvent#once}. */
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
      // There is no other place to report this, and the application must not fail for a log line.
    }
  }

  /** Keeps the System.err of the first line. A stream that the application sets later may log, lock or throw. */
  private static PrintStream stream() {
    PrintStream current = stream;
    if (current == null) {
      current = System.err;
      stream = current;
    }
    return current;
  }

  /** For tests: forgets all keys. Null stands for the System.err of the next line. */
  static void reset(@Nullable PrintStream out) {
    stream = out;
    KEYS.clear();
  }
}
