package io.tripmeter.boot;

/** Called by code inlined into the driver's parser, for SQL that needs a session of its own. */
public final class HazardCalls {
  private static volatile boolean watching;

  private HazardCalls() {}

  /** From now on texts and failures are passed to {@link DriverHooks.Hazards}, or not: whether a session may be shared. */
  public static void watch(boolean mayShare) {
    watching = mayShare;
  }

  public static boolean isWatching() {
    return watching;
  }

  /**
   * The driver has parsed a text that is not in the connection's cache of statements.
   *
   * @param query the driver's query object, asked for its text only if that is of interest
   */
  public static void parsed(Object executor, Object query) {
    DriverHooks.Hazards hook = watching ? DriverHooks.hazards() : null;
    if (hook != null) {
      hook.parsed(executor, query.toString());
    }
  }

  static void failed(Object executor, Object query, Throwable thrown) {
    DriverHooks.Hazards hook = watching ? DriverHooks.hazards() : null;
    if (hook != null) {
      hook.failed(executor, query.toString(), thrown);
    }
  }
}
