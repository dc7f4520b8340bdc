package io.tripmeter.signals.slowquery;

import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the application's own SLF4J, found through this thread's context class loader. It is looked up for each slow query and not kept:
 * the agent must not keep a web application alive, and each one has its own logger.
 */
final class Slf4jOutput {
  private static final String LOGGER = "io.tripmeter.slow-query";

  /** Prevents recursion: an application's appender may itself execute a slow statement. */
  private final ThreadLocal<Boolean> writing = new ThreadLocal<>();

  /** Returns false if the application has no usable SLF4J. */
  boolean write(SlowQuery query) {
    return write(query.event().line(), Thread.currentThread().getContextClassLoader());
  }

  /** @param application finds its SLF4J */
  boolean write(String line, @Nullable ClassLoader application) {
    if (writing.get() != null) {
      return true;
    }
    writing.set(true);
    try {
      log(line, application);
      return true;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Log.warn(
              "slow-query.output=slf4j: the application's SLF4J cannot be used; slow queries go to stderr")
          .error(ReflectiveAccess.cause(e))
          .once("slf4j")
          .write();
      return false;
    } finally {
      writing.remove();
    }
  }

  private static void log(String line, @Nullable ClassLoader application)
      throws ReflectiveOperationException {
    if (application == null) {
      throw new ClassNotFoundException(
          "org.slf4j.LoggerFactory: the thread has no context class loader");
    }
    Object logger = application
        .loadClass("org.slf4j.LoggerFactory")
        .getMethod("getLogger", String.class)
        .invoke(null, LOGGER);
    // Through the interface, because the implementing class may not be public.
    application.loadClass("org.slf4j.Logger").getMethod("warn", String.class).invoke(logger, line);
  }
}
