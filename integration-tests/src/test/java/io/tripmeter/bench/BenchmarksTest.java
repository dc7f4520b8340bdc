package io.tripmeter.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Only in profile bench: it measures, and asserts nothing about time. {@code -Dtripmeter.bench=start-up,pool} measures less. */
@Tag("bench")
class BenchmarksTest {
  private static final List<String> WANTED = Arrays.asList(
      System.getProperty("tripmeter.bench", "start-up,requests,pool,connects,hot-paths")
          .split(","));

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void everythingIsMeasuredSideBySideAndWrittenDown() throws IOException, InterruptedException {
    Path tables = Path.of("target", "performance-tables.md");

    Benchmarks.measure(WANTED, tables);

    assertTrue(Files.readString(tables).contains("| --- |"));
  }
}
