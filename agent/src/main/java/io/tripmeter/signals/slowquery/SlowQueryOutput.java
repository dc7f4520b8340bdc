package io.tripmeter.signals.slowquery;

import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import io.tripmeter.log.LogLevel;
import java.io.File;

/** The destination of slow queries. Called on one thread of the agent, which it may block. Never throws. */
abstract class SlowQueryOutput {
  /** The output for a value of {@code slow-query.output} other than {@code slf4j}. */
  static SlowQueryOutput of(String option) {
    switch (option) {
      case "off":
        return new None();
      case "stderr":
        return new Stderr();
      default:
        return new FileOutput(new RotatingFile(new File(option)), new Stderr());
    }
  }

  boolean isOff() {
    return false;
  }

  final void write(SlowQuery query) {
    write(query.event(), query.time());
  }

  /** Writes the counts of omitted slow queries as a line of its own. */
  final void leftOut(long leftOut, long dropped) {
    if (leftOut + dropped > 0) {
      LogEvent event = Log.always(LogLevel.WARN, "slow queries left out of the log");
      write(SlowQuery.leftOut(event, leftOut, dropped), System.currentTimeMillis());
    }
  }

  /** Nothing more is written to it for now. */
  void close() {}

  /** @param time milliseconds since 1970 */
  abstract void write(LogEvent event, long time);

  private static final class None extends SlowQueryOutput {
    @Override
    boolean isOff() {
      return true;
    }

    @Override
    void write(LogEvent event, long time) {}
  }

  private static final class Stderr extends SlowQueryOutput {
    @Override
    void write(LogEvent event, long time) {
      event.write();
    }
  }
}
