package io.tripmeter.signals.spans;

import org.jspecify.annotations.Nullable;

/** Whether the application has an OpenTelemetry SDK of its own: it makes the request's span then. Any thread. */
public final class ApplicationSdk {
  /** Loaded when an SDK is built. Put together at run time: as a constant, the build would relocate it like the class it names. */
  public static final String CLASS = "io/".concat("opentelemetry/sdk/trace/SdkTracerProvider");

  private static boolean present;
  private static @Nullable Runnable listener;

  private ApplicationSdk() {}

  /** Its class is being loaded, not by the agent's own loader. */
  public static void seen() {
    Runnable told;
    synchronized (ApplicationSdk.class) {
      present = true;
      told = listener;
      listener = null;
    }
    if (told != null) {
      told.run();
    }
  }

  /** Runs this once: now if there is an SDK, else on the thread that loads one. */
  static void whenSeen(Runnable told) {
    synchronized (ApplicationSdk.class) {
      if (!present) {
        listener = told;
        return;
      }
    }
    told.run();
  }

  static synchronized boolean isPresent() {
    return present;
  }
}
