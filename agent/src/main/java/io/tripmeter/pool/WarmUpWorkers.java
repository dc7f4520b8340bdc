package io.tripmeter.pool;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.ConnectGate;
import io.tripmeter.boot.SaltedPasswords;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads of one warm-up. Each brings one connection after the other, until there are no more to bring. */
final class WarmUpWorkers implements Runnable {
  static final ThreadFactory THREADS = new ThreadFactory() {
    @Override
    public Thread newThread(Runnable task) {
      return AgentThread.daemon("tripmeter-warm-up", task);
    }
  };

  private static final ThreadLocal<@Nullable ConnectGate> GATE = new ThreadLocal<>();

  private final WarmUp warmUp;
  private final ThreadFactory threads;
  private final AtomicInteger tickets = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();

  WarmUpWorkers(WarmUp warmUp, ThreadFactory threads) {
    this.warmUp = warmUp;
    this.threads = threads;
  }

  /** The gate of the warm-up whose worker this thread is, or null. */
  static @Nullable ConnectGate gateOfThread() {
    return GATE.get();
  }

  boolean isAnyRunning() {
    return running.get() > 0;
  }

  /** @param most workers at once */
  void start(int connections, int most) {
    tickets.addAndGet(connections);
    int count = Math.min(connections, most);
    running.addAndGet(count);
    warmUp.starting(count);
    for (int i = 0; i < count; i++) {
      // Before the first handshake, which is that of the pool's own connection.
      SaltedPasswords.keep();
    }
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    for (int i = 0; i < count; i++) {
      start(context);
    }
  }

  private void start(@Nullable ClassLoader context) {
    try {
      Thread worker = threads.newThread(this);
      // The driver may look for an application's socket factory with it.
      worker.setContextClassLoader(context);
      worker.start();
    } catch (Throwable noThread) {
      warmUp.failed(noThread);
      SaltedPasswords.forget();
      warmUp.notStarted();
      ended();
    }
  }

  @Override
  public void run() {
    GATE.set(warmUp.gate());
    try {
      while (claimTicket() && !warmUp.isCancelled()) {
        warmUp.bringOne();
      }
    } catch (Throwable unexpected) {
      warmUp.failed(unexpected);
    } finally {
      GATE.remove();
      Thread.currentThread().setContextClassLoader(null);
      SaltedPasswords.forget();
      warmUp.workerEnded();
      ended();
    }
  }

  /** More may be started when these have ended: what is left is never below zero. */
  private boolean claimTicket() {
    int left = tickets.get();
    while (left > 0 && !tickets.compareAndSet(left, left - 1)) {
      left = tickets.get();
    }
    return left > 0;
  }

  private void ended() {
    if (running.decrementAndGet() == 0) {
      warmUp.workersEnded();
    }
  }
}
