package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the slow-query log costs an application with many slow queries, or with a disk or console that hangs. */
final class SlowQueryLimitsTest {
  private static final int STATEMENTS = 30;
  private static final int LINES_A_SECOND = 20;

  private final PostgresServer server = PostgresServer.shared();

  @TempDir
  private Path directory;

  private ForkedJvm run(String output, boolean hangs) {
    ForkedJvm jvm = ForkedJvm.of("example.SlowStatements")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .agent("slow-query.threshold=20ms,slow-query.output=" + output)
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .argument(server.url() + "?sslmode=disable", server.user(), server.password())
        .argument(Boolean.toString(hangs))
        .start();
    jvm.await("metrics listening");
    jvm.say("go");
    jvm.await("^done");
    return jvm;
  }

  /** The program exits right after its last statement. */
  @Test
  void nothingIsLostAtTheEndAndNoSecondHasTooManyLines() throws Exception {
    Path file = directory.resolve("slow.log");
    try (ForkedJvm jvm = run(file.toString(), false)) {
      assertEquals(0, jvm.exitCode(ForkedJvm.PATIENCE));
    }
    List<String> lines = Files.readAllLines(file);
    List<Instant> times = lines.stream()
        .filter(line -> line.contains("slow query "))
        .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
        .sorted()
        .toList();
    int leftOut = lines.stream().mapToInt(SlowQueryLimitsTest::leftOut).sum();
    assertTrue(leftOut > 0, lines::toString);
    assertTrue(times.size() + leftOut >= STATEMENTS, lines::toString);
    for (int i = LINES_A_SECOND; i < times.size(); i++) {
      Duration between = Duration.between(times.get(i - LINES_A_SECOND), times.get(i));
      // The line's time is taken a moment after it was let through.
      assertTrue(between.toMillis() > 900, lines::toString);
    }
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aConsoleThatHangsHoldsNeitherTheApplicationNorItsEnd() {
    try (ForkedJvm jvm = run("stderr", true)) {
      assertEquals(0, jvm.exitCode(ForkedJvm.PATIENCE));
      assertTrue(jvm.output().contains("slow query pool=main"), jvm::output);
    }
  }

  private static int leftOut(String line) {
    Matcher count = Pattern.compile("(?:left_out|dropped)=(\\d+)").matcher(line);
    int sum = 0;
    while (count.find()) {
      sum += Integer.parseInt(count.group(1));
    }
    return sum;
  }
}
