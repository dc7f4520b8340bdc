package example.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Tells on standard output, when asked on standard input, what this JVM has used so far. */
final class Control {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Map<Long, Long> allocatedBy = new HashMap<>();
  private static long allocated;

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
      System.out.println("cost " + id + " " + PROCESS.getProcessCpuTime() + " " + allocated() + " "
          + HEAP.getHeapMemoryUsage().getUsed() + ".");
    }
    System.exit(0);
  }

  /** By every thread since the JVM's start, as far as it lived when it was asked for: a pool's threads end when they are idle. */
  private static long allocated() {
    long[] threads = THREADS.getAllThreadIds();
    long[] bytes = THREADS.getThreadAllocatedBytes(threads);
    Map<Long, Long> now = new HashMap<>();
    for (int i = 0; i < threads.length; i++) {
      long before = allocatedBy.getOrDefault(threads[i], 0L);
      now.put(threads[i], Math.max(before, bytes[i]));
      allocated += Math.max(0, bytes[i] - before);
    }
    allocatedBy = now;
    return allocated;
  }
}
