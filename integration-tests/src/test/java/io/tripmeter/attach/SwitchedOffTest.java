package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchedOffTest {
  private final PostgresServer server = PostgresServer.shared();

  @TempDir
  private Path directory;

  @Test
  void byAnAgentArgumentNothingOfItRuns() {
    assertNothingRuns(Console.on(server).agent("enabled=false"));
  }

  @Test
  void byASystemPropertyNothingOfItRuns() {
    assertNothingRuns(Console.on(server).agent().property("tripmeter.enabled", "false"));
  }

  @Test
  void byAnEnvironmentVariableNothingOfItRuns() {
    assertNothingRuns(Console.on(server).agent().environment("TRIPMETER_ENABLED", "false"));
  }

  @Test
  void byAFileItDoesNothingOnceItHasReadThat() throws IOException {
    Path file = Files.writeString(directory.resolve("tripmeter.properties"), "enabled=false\n");
    LoadedClasses loaded = new LoadedClasses(directory);
    assertApplicationIsLeftAlone(loaded.of(Console.on(server).agent("config=" + file.toString())));
    assertEquals(List.of(), loaded.startingWith("io.tripmeter.shaded."));
  }

  @Test
  void anArgumentBeatsThePropertyThatSaysOtherwise() {
    assertNothingRuns(
        Console.on(server).agent("enabled=false").property("tripmeter.enabled", "true"));
  }

  private void assertNothingRuns(ForkedJvmBuilder builder) {
    LoadedClasses loaded = new LoadedClasses(directory);
    assertApplicationIsLeftAlone(loaded.of(builder));
    assertEquals(List.of("io.tripmeter.AgentMain"), loaded.startingWith("io.tripmeter."));
  }

  /** No line, no thread, no setting: the server's own timeout and no name of ours. */
  private static void assertApplicationIsLeftAlone(ForkedJvmBuilder builder) {
    try (Console console = Console.start(builder)) {
      console.pool("main", 2);
      assertEquals("PostgreSQL JDBC Driver", console.query("main", "SHOW application_name"));
      assertEquals("PostgreSQL JDBC Driver", console.query("main", "SHOW application_name"));
      assertEquals("[]", console.ask("threads"));
      assertEquals("{}", console.ask("beans"));
      console.jvm().say("99 exit 0");
      assertEquals(0, console.jvm().exitCode());
      assertEquals("", console.saidBesides());
    }
  }
}
