package io.tripmeter.boot;

/**
 * Tasks that work through a queue of their own: what they run was handed to them by others, so they count for nobody. One that is missing here
 * may count for the request that started it what it runs for others, as long as that request lasts.
 */
final class SharedTasks {
  private static final String[] PREFIXES = {
    "com.google.common.util.concurrent.SequentialExecutor",
    "com.google.common.util.concurrent.SerializingExecutor",
    "io.grpc.internal.SerializingExecutor",
    "io.netty.",
    "io.vertx.core.impl.TaskQueue",
    "io.vertx.core.impl.OrderedExecutorFactory",
    "org.springframework.integration.",
    "kotlinx.coroutines.",
    "akka.dispatch.Mailbox",
    "org.apache.pekko.dispatch.Mailbox",
    "okhttp3.internal.",
    "jdk.internal.net.http.",
    "sun.nio.ch.",
    "org.eclipse.jetty.",
    "org.apache.tomcat.util.net.",
    "io.undertow.",
    "org.xnio.",
    "com.sun.net.httpserver.",
    "sun.net.httpserver."
  };

  private static final ClassValue<Boolean> SHARED = new ClassValue<Boolean>() {
    @Override
    protected Boolean computeValue(Class<?> task) {
      return isShared(task.getName());
    }
  };

  private SharedTasks() {}

  static boolean contains(Object task) {
    return SHARED.get(task.getClass());
  }

  static boolean isShared(String className) {
    for (String prefix : PREFIXES) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
