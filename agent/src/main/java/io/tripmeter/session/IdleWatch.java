package io.tripmeter.session;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.OpenConnection;
import io.tripmeter.boot.OpenConnections;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the kernel watch connections that are idle in their pool, each second those that came back. What is lent is not watched: over a
 * network that is silent for five seconds and comes back, it goes on as without Tripmeter. One thread of the JVM's, from the first
 * connection on; a borrow pays for a system call only if the connection was watched.
 */
final class IdleWatch implements Runnable {
  private static final long PERIOD_MILLIS = 1000;
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private IdleWatch() {}

  static void begin() {
    if (BEGUN.compareAndSet(false, true)) {
      AgentThread.daemon("tripmeter-idle", new IdleWatch()).start();
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        for (OpenConnection connection : OpenConnections.all()) {
          connection.watchIfIdle();
        }
      }
    } catch (InterruptedException ending) {
      // Nobody does so but a JVM that ends.
    }
  }
}
