package example;

import java.util.Set;
import java.util.TreeSet;

/** The agent's threads, as the application sees them. */
final class AttachThreads {
  private AttachThreads() {}

  static Set<String> ofTripmeter() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().toLowerCase(java.util.Locale.ROOT).contains("tripmeter")) {
        names.add(thread.getName());
      }
    }
    return names;
  }
}
