package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.AgentThread;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes slow queries from the application's threads and writes them on one of the agent's own, so that a disk or a console that hangs
 * costs the application nothing. What is more than {@link SlowQueryLimit} allows, or than the queue holds, is counted; the next line says
 * how many, or a line of its own a second later. Only SLF4J is called on the application's thread, as the application itself calls it.
 */
final class SlowQueryLog implements Runnable {
  private static final int QUEUED = 200;
  private static final long PATIENCE_AT_EXIT_MILLIS = 2_000;
  private static final long LOOK_MILLIS = 5;

  /** In the queue: there is something to say of what was left out. */
  private static final Object NUDGE = new Object();

  private final SlowQueryOutput output;
  private final @Nullable Slf4jOutput application;
  private final SlowQueryLimit limit = new SlowQueryLimit();
  private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(QUEUED);
  private final AtomicLong leftOut = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /** Put into the queue, and taken out of it and done with. */
  private final AtomicLong accepted = new AtomicLong();

  private final AtomicLong handled = new AtomicLong();
  private volatile boolean ending;

  /** @param application takes lines first where the application's own log is asked for */
  SlowQueryLog(SlowQueryOutput output, @Nullable Slf4jOutput application) {
    this.output = output;
    this.application = application;
  }

  /** For {@code slow-query.output}. */
  static SlowQueryLog of(String option) {
    return option.equals("slf4j")
        ? new SlowQueryLog(SlowQueryOutput.of("stderr"), new Slf4jOutput())
        : new SlowQueryLog(SlowQueryOutput.of(option), null);
  }

  /** Before the first {@link #write}. */
  void start() {
    if (output.isOff()) {
      return;
    }
    AgentThread.daemon("tripmeter-slow-query", this).start();
    try {
      Runtime.getRuntime()
          .addShutdownHook(AgentThread.daemon("tripmeter-slow-query-exit", this::finish));
    } catch (IllegalStateException exiting) {
      // Nothing can have been slow yet.
    }
  }

  /** Whether one more of this statement may be logged; if not, it is counted. */
  boolean admits(String statementId) {
    boolean admitted = limit.admits(statementId, System.nanoTime());
    if (!admitted && !output.isOff() && leftOut.getAndIncrement() == 0) {
      offer(NUDGE);
    }
    return admitted;
  }

  /** Returns at once. */
  void write(SlowQuery query) {
    if (output.isOff()) {
      return;
    }
    query.leftOut = leftOut.getAndSet(0);
    query.dropped = dropped.getAndSet(0);
    boolean taken = (application != null && application.write(query)) || offer(query);
    if (!taken) {
      leftOut.addAndGet(query.leftOut);
      dropped.addAndGet(query.dropped + 1);
    }
  }

  private boolean offer(Object entry) {
    accepted.incrementAndGet();
    boolean offered = queue.offer(entry);
    if (!offered) {
      accepted.decrementAndGet();
    }
    return offered;
  }

  @Override
  public void run() {
    while (true) {
      try {
        Object next = isOwing() ? queue.poll(ending ? 0 : 1, TimeUnit.SECONDS) : queue.take();
        handle(next);
      } catch (Throwable e) {
        // Nobody but a debugger interrupts it, and one bad line must not end the log.
      }
    }
  }

  private void handle(@Nullable Object next) {
    try {
      if (next instanceof SlowQuery) {
        output.write((SlowQuery) next);
      } else if (next == null) {
        output.leftOut(leftOut.getAndSet(0), dropped.getAndSet(0));
      }
    } finally {
      handled.addAndGet(next == null ? 0 : 1);
    }
  }

  private boolean isOwing() {
    return leftOut.get() + dropped.get() > 0;
  }

  /** The JVM exits: whatever is in the queue gets written, if the output takes it within two seconds. */
  private void finish() {
    ending = true;
    offer(NUDGE);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_AT_EXIT_MILLIS);
    try {
      while ((accepted.get() != handled.get() || isOwing()) && System.nanoTime() - deadline < 0) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
