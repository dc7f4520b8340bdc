package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttachedTwiceTest {
  private final PostgresServer server = PostgresServer.shared();

  @TempDir
  private Path directory;

  @Test
  void theSameJarTwiceIsTheSameAsOnce() {
    assertOne(program().agent().agent());
  }

  @Test
  void aCopyOfTheJarIsTheSameAsOnce() throws IOException {
    Path copy = Files.copy(Libraries.agent(), directory.resolve("another-name.jar"));
    assertOne(program().agent(copy, "").agent());
  }

  @Test
  void onTheCommandLineAndInTheEnvironmentIsTheSameAsOnce() {
    assertOne(
        program().agent().environment("JAVA_TOOL_OPTIONS", "-javaagent:" + Libraries.agent()));
  }

  @Test
  void theClassesOfBootAreTheBootstrapLoadersAlone() {
    try (Console console = Console.start(program().agent())) {
      console.pool("main", 1);
      for (String name : List.of("AgentClassLoader", "ThreadState", "DriverHooks")) {
        assertEquals("bootstrap", console.ask("loader io.tripmeter.boot." + name));
      }
    }
  }

  private ForkedJvmBuilder program() {
    return Console.on(server).property("tripmeter.metrics.listen", "127.0.0.1:0");
  }

  private static void assertOne(ForkedJvmBuilder builder) {
    try (Console console = Console.start(builder)) {
      console.pool("main", 2);
      console.jvm().await("warm-up complete");
      Metrics before = console.scrape().metrics();
      assertEquals("42", console.query("main", "SELECT 42"));
      Metrics after = console.scrape().metrics();
      assertEquals(1, trips(after) - trips(before));
      assertEquals(1, linesWith(console, "metrics listening"), console.saidBesides());
      assertEquals(1, linesWith(console, "warm-up complete"), console.saidBesides());
    }
  }

  private static double trips(Metrics metrics) {
    return metrics.sum("tripmeter_round_trips_total", "pool", "main", "kind", "query");
  }

  private static long linesWith(Console console, String text) {
    return console.saidBesides().lines().filter(line -> line.contains(text)).count();
  }
}
