package io.tripmeter.slowquery;

import java.io.File;

/** Where slow queries are written to. Never throws, never blocks the application for longer than a line on stderr takes. */
abstract class SlowQueryOutput {
  /** For {@code slow-query.output}. */
  static SlowQueryOutput of(String option) {
    switch (option) {
      case "off":
        return new None();
      case "stderr":
        return new Stderr();
      case "slf4j":
        return new Slf4jOutput(new Stderr());
      default:
        return new FileOutput(new RotatingFile(new File(option)), new Stderr());
    }
  }

  /** Before the first {@link #write}. */
  void start() {}

  abstract void write(SlowQuery query);

  private static final class None extends SlowQueryOutput {
    @Override
    void write(SlowQuery query) {}
  }

  private static final class Stderr extends SlowQueryOutput {
    @Override
    void write(SlowQuery query) {
      query.event().write();
    }
  }
}
