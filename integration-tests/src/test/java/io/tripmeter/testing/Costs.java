package io.tripmeter.testing;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * What each test class costs, one line a class in {@code target/test-costs.tsv}: seconds, processor seconds of this JVM and of the
 * processes that it started and has seen end (on Linux; PostgreSQL's are not its children), JVMs and servers started.
 */
public final class Costs implements BeforeAllCallback, AfterAllCallback {
  private record Reading(long nanos, double own, double children, int jvms, int servers) {
    static Reading now() {
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new Reading(
          System.nanoTime(),
          system.getProcessCpuTime() / 1e9,
          ofChildren(),
          ForkedJvm.started(),
          PostgresServer.started());
    }

    /** In hundredths of a second, as Linux tells them to programs; 0 elsewhere. */
    private static double ofChildren() {
      try {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
      } catch (IOException e) {
        return 0;
      }
    }

    String since(Reading before) {
      return String.format(
          Locale.ROOT,
          "%.1f\t%.1f\t%.1f\t%d\t%d",
          (nanos - before.nanos) / 1e9,
          own - before.own,
          children - before.children,
          jvms - before.jvms,
          servers - before.servers);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(Namespace.create(Costs.class)).put("before", Reading.now());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Reading before = context.getStore(Namespace.create(Costs.class)).get("before", Reading.class);
    Files.writeString(
        Target.directory().resolve("test-costs.tsv"),
        context.getRequiredTestClass().getName() + "\t" + Reading.now().since(before) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
