package io.tripmeter.signals.spans.sdk;

import io.tripmeter.log.Log;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the build puts in the place of {@code java.util.logging.Logger} in the libraries inside of the agent: the methods that they call,
 * and no LogManager. Warnings and errors are lines at debug; libraries do not know what an operator should do about them.
 */
public final class LibraryLogger {
  private final String name;

  private LibraryLogger(String name) {
    this.name = name;
  }

  public static LibraryLogger getLogger(String name) {
    return new LibraryLogger(name);
  }

  public String getName() {
    return name;
  }

  public boolean isLoggable(Level level) {
    return level.intValue() >= Level.WARNING.intValue();
  }

  public void log(Level level, String message) {
    write(level, message, null);
  }

  public void log(Level level, String message, Throwable thrown) {
    write(level, message, thrown);
  }

  public void log(Level level, String message, Object... parameters) {
    write(level, message, null);
  }

  public void log(LogRecord event) {
    write(event.getLevel(), String.valueOf(event.getMessage()), event.getThrown());
  }

  public void warning(String message) {
    write(Level.WARNING, message, null);
  }

  public void info(String message) {
    write(Level.INFO, message, null);
  }

  public void fine(String message) {
    write(Level.FINE, message, null);
  }

  private void write(Level level, String message, @Nullable Throwable thrown) {
    if (!isLoggable(level)) {
      return;
    }
    io.tripmeter.log.LogEvent line = Log.debug("library: " + message).field("logger", name);
    (thrown == null ? line : line.error(thrown)).write();
  }
}
