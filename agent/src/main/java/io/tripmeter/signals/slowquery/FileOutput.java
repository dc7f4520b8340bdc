package io.tripmeter.signals.slowquery;

import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import java.io.IOException;
import java.time.Instant;

/** Writes to a file; when that cannot be written any more, one line says so and the rest goes to stderr. */
final class FileOutput extends SlowQueryOutput {
  private final RotatingFile file;
  private final SlowQueryOutput otherwise;
  private boolean failed;

  FileOutput(RotatingFile file, SlowQueryOutput otherwise) {
    this.file = file;
    this.otherwise = otherwise;
  }

  @Override
  void write(LogEvent event, long time) {
    if (failed) {
      otherwise.write(event, time);
      return;
    }
    try {
      file.write(lineOf(event, time));
    } catch (IOException | RuntimeException e) {
      failed = true;
      file.close();
      Log.warn(
              "slow-query.output cannot be written; slow queries go to stderr until the next start")
          .field("file", file.toString())
          .error(e)
          .write();
      otherwise.write(event, time);
    }
  }

  /** JSON has the time in it; text, which is made for a console, has not. */
  private static String lineOf(LogEvent event, long time) {
    String line = event.line();
    return line.startsWith("{") ? line : Instant.ofEpochMilli(time) + " " + line;
  }
}
