package io.tripmeter.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event, built by one thread. Secrets in the message and in text fields are masked; line breaks and control characters are
 * escaped.
 */
public final class LogEvent {
  private final LogLevel level;
  private final String message;
  private final boolean json;
  private final List<LogField> fields = new ArrayList<>(8);
  private @Nullable String pool;
  private boolean silent;

  LogEvent(LogLevel level, String message, boolean json, boolean silent) {
    this.level = level;
    this.message = message;
    this.json = json;
    this.silent = silent;
  }

  public LogEvent pool(String name) {
    pool = name;
    return this;
  }

  public LogEvent field(String name, long value) {
    return add(name, value);
  }

  public LogEvent field(String name, double value) {
    // JSON has no NaN and no infinity.
    return Double.isNaN(value) || Double.isInfinite(value)
        ? field(name, Double.toString(value))
        : add(name, value);
  }

  public LogEvent field(String name, boolean value) {
    return add(name, value);
  }

  /** A null value leaves the field out. */
  public LogEvent field(String name, @Nullable String value) {
    return value == null ? this : add(name, Secrets.redact(value));
  }

  /** Adds text that cannot contain a secret, such as SQL without its literals. It is not searched for secrets. */
  public LogEvent trusted(String name, @Nullable String value) {
    return value == null ? this : add(name, value);
  }

  /** Adds the cause as the field {@code error}, without a stack trace and without quoted text that may be a literal. */
  public LogEvent error(Throwable cause) {
    return silent ? this : add("error", Secrets.describe(cause));
  }

  /** Writes the event only if no event with this key was written since the JVM started. */
  public LogEvent once(String key) {
    silent = silent || !Log.once(key);
    return this;
  }

  public void write() {
    if (!silent) {
      Log.print(line());
    }
  }

  /** The line without line break, in the format of log.format. Its level does not matter. */
  public String line() {
    try {
      String safe = Secrets.redact(message);
      return json ? JsonLine.of(level, safe, pool, fields) : TextLine.of(level, safe, pool, fields);
    } catch (RuntimeException e) {
      return "tripmeter: a log line could not be put together: " + e.getClass().getName();
    }
  }

  private LogEvent add(String name, Object value) {
    fields.add(new LogField(name, value));
    return this;
  }
}
