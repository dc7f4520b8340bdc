package io.tripmeter.signals.slowquery;

import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import java.io.IOException;
import java.time.Instant;

/** Writes to a file. If a write fails, logs one line and sends everything from then on to stderr. */
final class FileOutput extends SlowQueryOutput {
  private final RotatingFile file;
  private final SlowQueryOutput fallback;
  private boolean failed;

  FileOutput(RotatingFile file, SlowQueryOutput fallback) {
    this.file = file;
    this.fallback = fallback;
  }

  @Override
  void write(LogEvent event, long time) {
    if (failed) {
      fallback.write(event, time);
      return;
    }
    try {
      file.write(lineOf(event, time));
    } catch (IOException | RuntimeException e) {
      failed = true;
      file.close();
      Log.warn("slow-query.output cannot be written; slow queries go to stderr until it is changed")
          .field("file", file.toString())
          .error(e)
          .write();
      fallback.write(event, time);
    }
  }

  @Override
  void close() {
    file.close();
  }

  /** JSON lines contain the time. Text lines, which are meant for a console, do not. */
  private static String lineOf(LogEvent event, long time) {
    String line = event.line();
    return line.startsWith("{") ? line : Instant.ofEpochMilli(time) + " " + line;
  }
}
