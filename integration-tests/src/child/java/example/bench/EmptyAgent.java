package example.bench;

/** What any agent costs: java.instrument, and a jar to open. */
public final class EmptyAgent {
  private EmptyAgent() {}

  public static void premain(String arguments) {
    // Nothing: that is the point.
  }
}
