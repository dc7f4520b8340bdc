package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the application's own SLF4J, found through this thread's context class loader. It is looked up for each slow query and not kept:
 * the agent must not keep a web application alive, and each one has its own logger.
 */
final class Slf4jOutput {
  private static final String LOGGER = "io.tripmeter.slow-query";

  private static final long PATIENCE_MILLIS = 2_000;

  private @Nullable Thread aside;

  /** Prevents recursion: an application's appender may itself execute a slow statement. */
  private final ThreadLocal<Boolean> writing = new ThreadLocal<>();

  /** Returns false if the application has no usable SLF4J. */
  boolean write(SlowQuery query) {
    return write(query.event().line(), Thread.currentThread().getContextClassLoader());
  }

  /**
   * Writes what is about another thread. On a thread of its own, because an application's appender leaves thread locals behind, which would keep
   * a web application alive as long as the thread. An appender that hangs holds up one such thread.
   */
  synchronized boolean writeAside(String line, @Nullable ClassLoader loader) {
    Thread before = aside;
    if (before != null && before.isAlive()) {
      return false;
    }
    AtomicBoolean refused = new AtomicBoolean();
    WeakReference<@Nullable ClassLoader> application = new WeakReference<>(loader);
    Thread writer =
        AgentThread.daemon("tripmeter-slf4j", () -> refused.set(!writeAs(application.get(), line)));
    aside = writer;
    writer.start();
    try {
      writer.join(PATIENCE_MILLIS);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    return !refused.get();
  }

  /** Loggers, too, may go by the context class loader. */
  private boolean writeAs(@Nullable ClassLoader application, String line) {
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(application);
    try {
      return write(line, application);
    } finally {
      thread.setContextClassLoader(null);
    }
  }

  private boolean write(String line, @Nullable ClassLoader application) {
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
