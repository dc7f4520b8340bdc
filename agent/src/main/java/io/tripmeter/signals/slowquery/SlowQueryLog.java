package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.log.LogEvent;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Queues slow queries on the application's threads and writes them on the agent's own, so that a hanging disk or console does not affect
 * the application. Slow queries over {@link SlowQueryLimit} or over the queue's capacity are counted. The count is in the next line, or in a
 * line of its own after a second. Only SLF4J is called on the application's thread, as the application itself calls it.
 */
final class SlowQueryLog implements Runnable {
  private static final int QUEUED = 200;
  private static final long EXIT_TIMEOUT_MILLIS = 2_000;
  private static final long POLL_MILLIS = 5;

  /** A queue entry that only wakes the writer, to report omitted slow queries or to exit. */
  private static final Object WAKE_UP = new Object();

  private volatile SlowQueryOutput output;
  private volatile @Nullable Slf4jOutput application;

  /** A value of {@code slow-query.output}; empty: unknown. Guarded by this. */
  private String option = "";

  private boolean writes;
  private final SlowQueryLimit limit = new SlowQueryLimit();
  private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(QUEUED);
  private final AtomicLong leftOut = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /** Entries put into the queue, and entries taken out and processed. */
  private final AtomicLong accepted = new AtomicLong();

  private final AtomicLong handled = new AtomicLong();
  private volatile boolean ending;

  /** @param application tried first if the application's own log is the output */
  SlowQueryLog(SlowQueryOutput output, @Nullable Slf4jOutput application) {
    this.output = output;
    this.application = application;
  }

  /** The log for a value of {@code slow-query.output}. */
  static SlowQueryLog of(String option) {
    SlowQueryLog log = new SlowQueryLog(SlowQueryOutput.of("off"), null);
    log.choose(option);
    return log;
  }

  /** From now on slow queries go there. After {@link #start}. */
  synchronized void moveTo(String option) {
    if (!option.equals(this.option)) {
      choose(option);
      start();
      offer(WAKE_UP);
    }
  }

  private synchronized void choose(String chosen) {
    boolean isSlf4j = chosen.equals("slf4j");
    application = isSlf4j ? new Slf4jOutput() : null;
    output = SlowQueryOutput.of(isSlf4j ? "stderr" : chosen);
    option = chosen;
  }

  /** Must be called before the first {@link #write}. */
  synchronized void start() {
    if (output.isOff() || writes) {
      return;
    }
    writes = true;
    AgentThread.daemon("tripmeter-slow-query", this).start();
    try {
      Runtime.getRuntime()
          .addShutdownHook(AgentThread.daemon("tripmeter-slow-query-exit", this::finish));
    } catch (IllegalStateException exiting) {
      // The JVM is exiting; nothing has been slow yet.
    }
  }

  /** Whether another slow query of this statement may be logged. If not, it is counted. */
  boolean admits(String statementId) {
    boolean admitted = limit.admits(statementId, System.nanoTime());
    if (!admitted && !output.isOff() && leftOut.getAndIncrement() == 0) {
      offer(WAKE_UP);
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
    Slf4jOutput slf4j = application;
    boolean taken = (slf4j != null && slf4j.write(query)) || offer(query);
    if (!taken) {
      leftOut.addAndGet(query.leftOut);
      dropped.addAndGet(query.dropped + 1);
    }
  }

  /** What finds the application's own log for a line about this thread; null if that is not the output. */
  @Nullable
  ClassLoader loaderFor(Thread about) {
    return application == null ? null : about.getContextClassLoader();
  }

  /** Writes what is about a statement of another thread, on a thread of the agent. */
  void write(LogEvent event, @Nullable ClassLoader loader) {
    if (output.isOff()) {
      return;
    }
    Slf4jOutput slf4j = application;
    boolean taken = slf4j != null && slf4j.writeAside(event.line(), loader);
    if (!taken && !offer(event)) {
      dropped.incrementAndGet();
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
    SlowQueryOutput before = output;
    while (true) {
      try {
        Object next = hasOmissions() ? queue.poll(ending ? 0 : 1, TimeUnit.SECONDS) : queue.take();
        SlowQueryOutput now = output;
        if (now != before) {
          before.close();
          before = now;
        }
        handle(next, now);
      } catch (Throwable e) {
        // Only a debugger interrupts this thread, and one bad line must not end the log.
      }
    }
  }

  private void handle(@Nullable Object next, SlowQueryOutput output) {
    try {
      if (next instanceof SlowQuery) {
        output.write((SlowQuery) next);
      } else if (next instanceof LogEvent) {
        output.write((LogEvent) next, System.currentTimeMillis());
      } else if (next == null) {
        output.leftOut(leftOut.getAndSet(0), dropped.getAndSet(0));
      }
    } finally {
      handled.addAndGet(next == null ? 0 : 1);
    }
  }

  private boolean hasOmissions() {
    return leftOut.get() + dropped.get() > 0;
  }

  /** On exit of the JVM: waits up to two seconds until the queue is written. */
  private void finish() {
    ending = true;
    offer(WAKE_UP);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EXIT_TIMEOUT_MILLIS);
    try {
      while ((accepted.get() != handled.get() || hasOmissions())
          && System.nanoTime() - deadline < 0) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
