package io.tripmeter.signals.spans;

import org.jspecify.annotations.Nullable;

/** Whether OpenTelemetry's own agent is in this process: it makes the request's span then. Initialises no class. */
final class OtherOpenTelemetry {
  /** Put together at run time: as a constant, the build would relocate it like the classes it names. */
  private static final String AGENT = "io.".concat("opentelemetry.javaagent.OpenTelemetryAgent");

  private OtherOpenTelemetry() {}

  static boolean isPresent() {
    return isVisible(ClassLoader.getSystemClassLoader()) || isVisible(null);
  }

  private static boolean isVisible(@Nullable ClassLoader loader) {
    try {
      Class.forName(AGENT, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
