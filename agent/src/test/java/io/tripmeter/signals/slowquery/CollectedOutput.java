package io.tripmeter.signals.slowquery;

import io.tripmeter.log.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Collects lines, and can hang like a disk. */
final class CollectedOutput extends SlowQueryOutput {
  private final List<String> lines = new ArrayList<>();
  private final Semaphore free = new Semaphore(Integer.MAX_VALUE);

  @Override
  void write(LogEvent event, long time) {
    free.acquireUninterruptibly();
    synchronized (lines) {
      lines.add(event.line());
    }
    free.release();
  }

  void hang() {
    free.acquireUninterruptibly(Integer.MAX_VALUE);
  }

  void recover() {
    free.release(Integer.MAX_VALUE);
  }

  List<String> lines() {
    synchronized (lines) {
      return new ArrayList<>(lines);
    }
  }
}
