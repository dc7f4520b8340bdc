package io.tripmeter.doctor;

import java.util.concurrent.atomic.AtomicBoolean;

/** Ends this JVM if something takes too long. Each wait has its own limit; this is for what nobody has thought of. */
final class TimeLimit {
  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread watch;

  /** @param last what is done before the end */
  TimeLimit(long millis, int exitCode, Runnable last) {
    watch = new Thread(
        () -> {
          try {
            Thread.sleep(millis);
          } catch (InterruptedException ended) {
            return;
          }
          if (over.compareAndSet(false, true)) {
            last.run();
            Runtime.getRuntime().halt(exitCode);
          }
        },
        "tripmeter-doctor-limit");
    watch.setDaemon(true);
    watch.start();
  }

  /** It was done in time. If it was not, this waits for the JVM's end, so that there is only one answer. */
  void end() {
    if (over.compareAndSet(false, true)) {
      watch.interrupt();
      return;
    }
    try {
      watch.join();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
