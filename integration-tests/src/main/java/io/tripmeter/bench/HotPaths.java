package io.tripmeter.bench;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the JMH benchmarks of {@code src/jmh}: what inlined code calls, time and bytes an operation. */
final class HotPaths {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String JMH = "1.37";

  private HotPaths() {}

  static void measure(Report to) throws IOException {
    report(to, run("HotPath"));
    reportSubmit(to);
  }

  /** @return JMH's figures, without their heading */
  private static List<String> run(String benchmarks, String... more) throws IOException {
    Path results = Files.createTempFile("jmh", ".csv");
    try (ForkedJvm jvm = ForkedJvm.of("org.openjdk.jmh.Main")
        .classPath(classPath())
        .argument(benchmarks, "-f", "2", "-wi", "3", "-w", "1", "-i", "5", "-r", "1", "-t", "1")
        .argument("-foe", "true", "-prof", "gc", "-rf", "csv", "-rff", results.toString())
        .argument(more)
        .start()) {
      if (jvm.exitCode(PATIENCE) != 0) {
        throw new IllegalStateException(jvm.output());
      }
      List<String> lines = Files.readAllLines(results);
      return lines.subList(1, lines.size());
    } finally {
      Files.delete(results);
    }
  }

  private static List<Path> classPath() {
    Path target = Libraries.childClasses().getParent();
    Path agent = target.resolve("../../agent/target/classes").normalize();
    List<Path> classPath = new ArrayList<>(List.of(target.resolve("jmh-classes"), agent));
    classPath.add(Libraries.pgjdbc(Libraries.NEWEST_PGJDBC));
    classPath.add(Libraries.jar("jmh-core", JMH));
    classPath.add(Libraries.jar("jopt-simple", "5.0.4"));
    classPath.add(Libraries.jar("commons-math3", "3.6.1"));
    return classPath;
  }

  private static void report(Report to, List<String> lines) {
    Map<String, String[]> figures = figures(lines);
    to.heading("What inlined code calls");
    to.line("JMH " + JMH + ", one thread, two forks; nothing may be allocated.");
    to.line("");
    to.columns("", "ns/op", "B/op", "target");
    figures.forEach((name, row) -> to.row(
        "`" + name + "`",
        row[0],
        row[1],
        "0 B/op, " + Report.against(Double.parseDouble(row[1]), 0)));
  }

  private static void reportSubmit(Report to) throws IOException {
    String[] bare = figures(run("ExecutorSubmit")).get("submit");
    String agent = "-javaagent:" + Libraries.agent() + "=metrics.listen=off,log.level=off";
    String[] with = figures(run("ExecutorSubmit", "-jvmArgsAppend", agent)).get("submit");
    to.heading("A submit to an executor");
    to.line(
        "From the submit to the end of an empty task, on a thread that works for no unit; a pool of one thread, 1,000 tasks a round.");
    to.line("");
    to.columns("", "ns/op", "B/op");
    to.row("bare", bare[0], bare[1]);
    to.row("Tripmeter", with[0], with[1]);
  }

  /** Nanoseconds and bytes by the benchmark's name. */
  private static Map<String, String[]> figures(List<String> lines) {
    Map<String, String[]> figures = new TreeMap<>();
    for (String line : lines) {
      String[] cells = line.replace("\"", "").split(",");
      String name = cells[0].replaceAll(".*bench\\.\\w+\\.", "");
      String benchmark = name.replaceAll(":.*", "");
      String[] row = figures.computeIfAbsent(benchmark, key -> new String[2]);
      if (name.equals(benchmark)) {
        row[0] = String.format("%.1f", Double.parseDouble(cells[4]));
      } else if (name.endsWith("gc.alloc.rate.norm")) {
        row[1] = String.format("%.1f", Double.parseDouble(cells[4]));
      }
    }
    return figures;
  }
}
