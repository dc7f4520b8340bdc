package io.tripmeter.signals.spans;

/** Whether the application has an OpenTelemetry SDK of its own: it makes the request's span then. Any thread. */
public final class ApplicationSdk {
  /** Loaded when an SDK is built. Put together at run time: as a constant, the build would relocate it like the class it names. */
  public static final String CLASS = "io/".concat("opentelemetry/sdk/trace/SdkTracerProvider");

  private static volatile boolean present;

  private ApplicationSdk() {}

  /** Its class is being loaded, not by the agent's own loader. */
  public static void seen() {
    present = true;
  }

  static boolean isPresent() {
    return present;
  }
}
