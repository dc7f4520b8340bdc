package example.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** Tells on standard output, when asked on standard input, what this JVM has used so far. */
final class Control {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Control() {}

  /** {@code cost <id>} or {@code collect <id>}, until standard input ends. */
  static void untilTheEnd() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    while ((line = in.readLine()) != null) {
      String id = line.substring(line.indexOf(' ') + 1);
      if (line.startsWith("collect ")) {
        System.gc();
        System.gc();
      }
      System.out.println(
          "cost " + id + " " + PROCESS.getProcessCpuTime() + " " + allocated() + ".");
    }
    System.exit(0);
  }

  /** By every thread that lives; the application's and the agents' threads all live as long as the JVM. */
  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }
}
