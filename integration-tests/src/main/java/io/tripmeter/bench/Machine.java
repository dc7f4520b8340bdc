package io.tripmeter.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** On what and with what is measured. */
final class Machine {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Machine() {}

  static void describe(Report report, PostgresServer server) {
    report.line("- " + LocalDate.now(ZoneOffset.UTC) + ", " + SYSTEM.getAvailableProcessors()
        + " processors (" + processor() + "), " + (SYSTEM.getTotalMemorySize() >> 30)
        + " GiB, load average at the start "
        + String.format("%.2f", SYSTEM.getSystemLoadAverage()) + ", "
        + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
        + System.getProperty("os.arch"));
    report.line("- " + System.getProperty("java.vm.name") + " " + Runtime.version() + ", -Xmx256m");
    report.line("- " + server.description() + ", on the same machine");
    report.line("- HikariCP " + Libraries.NEWEST_HIKARICP + ", pgjdbc " + Libraries.NEWEST_PGJDBC
        + ", " + Libraries.openTelemetryAgent().getFileName() + ", "
        + Libraries.agent().getFileName());
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 2))
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** VmRSS, in MB of 1024 * 1024 bytes. */
  static double residentMegabytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1024.0;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("measured on Linux only", e);
    }
  }
}
