package io.tripmeter.slowquery;

import io.tripmeter.boot.ThreadState;
import io.tripmeter.log.Log;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes to a file, on a thread of its own: a disk that hangs costs the application nothing. When the queue is full lines are dropped
 * and counted; when the file cannot be written any more, one line says so and the rest goes to stderr.
 */
final class FileOutput extends SlowQueryOutput implements Runnable {
  private static final int QUEUED = 1_000;

  private final BlockingQueue<SlowQuery> queue = new ArrayBlockingQueue<>(QUEUED);
  private final AtomicLong dropped = new AtomicLong();
  private final RotatingFile file;
  private final SlowQueryOutput otherwise;
  private volatile boolean failed;

  FileOutput(RotatingFile file, SlowQueryOutput otherwise) {
    this.file = file;
    this.otherwise = otherwise;
  }

  @Override
  void start() {
    Thread thread = new Thread(this, "tripmeter-slow-query");
    thread.setDaemon(true);
    thread.setContextClassLoader(FileOutput.class.getClassLoader());
    thread.start();
  }

  @Override
  void write(SlowQuery query) {
    if (failed) {
      otherwise.write(query);
    } else if (!queue.offer(query)) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public void run() {
    ThreadState.current().setAgentThread(true);
    while (true) {
      try {
        next(queue.take());
      } catch (InterruptedException | RuntimeException e) {
        // Nobody but a debugger interrupts it, and one bad line must not end the log.
      }
    }
  }

  private void next(SlowQuery query) {
    if (failed) {
      otherwise.write(query);
      return;
    }
    try {
      file.write(lineOf(query));
      long lost = dropped.getAndSet(0);
      if (lost > 0) {
        Log.warn("slow queries were dropped, the file did not keep up")
            .field("file", file.toString())
            .field("dropped", lost)
            .write();
      }
    } catch (IOException e) {
      failed = true;
      file.close();
      Log.warn(
              "slow-query.output cannot be written; slow queries go to stderr until the next start")
          .field("file", file.toString())
          .error(e)
          .write();
      otherwise.write(query);
    }
  }

  /** JSON has the time in it; text, which is made for a console, has not. */
  private static String lineOf(SlowQuery query) {
    String line = query.event().line();
    return line.startsWith("{") ? line : Instant.ofEpochMilli(query.time()) + " " + line;
  }
}
