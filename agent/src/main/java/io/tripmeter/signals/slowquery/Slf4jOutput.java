package io.tripmeter.signals.slowquery;

import io.tripmeter.log.Log;
import java.lang.reflect.InvocationTargetException;

/**
 * Writes to the application's own SLF4J, which this thread's context class loader knows. It is looked up for each slow query and nothing
 * of it is kept: a web application must not be held by its agent, and each has a logger of its own.
 */
final class Slf4jOutput {
  private static final String LOGGER = "io.tripmeter.slow-query";

  /** An application's appender may write to a database, and that be slow. */
  private final ThreadLocal<Boolean> writing = new ThreadLocal<>();

  /** False if the application has no SLF4J that can be used. */
  boolean write(SlowQuery query) {
    if (writing.get() != null) {
      return true;
    }
    writing.set(true);
    try {
      log(query.event().line());
      return true;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Log.warn(
              "slow-query.output=slf4j: the application's SLF4J cannot be used; slow queries go to stderr")
          .error(e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e)
          .once("slf4j")
          .write();
      return false;
    } finally {
      writing.remove();
    }
  }

  private static void log(String line) throws ReflectiveOperationException {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    if (application == null) {
      throw new ClassNotFoundException(
          "org.slf4j.LoggerFactory: the thread has no context class loader");
    }
    Object logger = application
        .loadClass("org.slf4j.LoggerFactory")
        .getMethod("getLogger", String.class)
        .invoke(null, LOGGER);
    // By the interface: the implementation's class may not be public.
    application.loadClass("org.slf4j.Logger").getMethod("warn", String.class).invoke(logger, line);
  }
}
