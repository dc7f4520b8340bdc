package io.tripmeter.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.attach.DocumentedOptions;
import io.tripmeter.programs.Console;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in the configuration is one line that says what to do; the setting keeps its default. */
final class BadConfigurationTest {
  private static final String NONSENSE = "no#such:thing";

  /** Any text is one; each entry of work.methods has a line of its own, see LibraryJobsTest. */
  private static final Set<String> TEXTS = Set.of(
      "service-name", "session.application-name", "slow-query.output", "config", "work.methods");

  private static final List<String> KEYS =
      DocumentedOptions.keys().stream().filter(key -> !TEXTS.contains(key)).toList();

  private final PostgresServer server = PostgresServer.shared();

  @TempDir
  private Path directory;

  @Test
  void everyBadSystemPropertyIsOneLine() {
    ForkedJvmBuilder builder = program().agent();
    KEYS.forEach(key -> builder.property("tripmeter." + key, NONSENSE));
    assertOneLineEach(builder, "system property tripmeter.%s");
  }

  @Test
  void everyBadEnvironmentVariableIsOneLine() {
    ForkedJvmBuilder builder = program().agent();
    KEYS.forEach(key -> builder.environment(environment(key), NONSENSE));
    assertOneLineEach(builder, "environment TRIPMETER_");
  }

  @Test
  void everyBadAgentArgumentIsOneLine() {
    assertOneLineEach(program().agent(asList(",")), "agent argument");
  }

  @Test
  void everyBadLineOfTheFileIsOneLine() throws IOException {
    Path file = Files.writeString(directory.resolve("tripmeter.properties"), asList("\n"));
    assertOneLineEach(program().agent("config=" + file), "file " + file + " line ");
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearestOne() {
    try (Console console = Console.start(program()
        .agent("warmup.paralelism=4,metrics.listen=off")
        .property("tripmeter.session.statement-timeot", "1s")
        .environment("TRIPMETER_SLOW_QUERY_TRESHOLD", "1s"))) {
      assertEquals("open", console.pool("main", 2));
      console.jvm().await("unknown key warmup.paralelism .*nearest key is warmup.parallelism");
      console
          .jvm()
          .await("unknown key .*statement-timeot.*nearest key is .*session.statement-timeout");
      console
          .jvm()
          .await("TRIPMETER_SLOW_QUERY_TRESHOLD.*nearest key is TRIPMETER_SLOW_QUERY_THRESHOLD");
    }
  }

  @Test
  void aMissingFileIsOneLine() {
    try (Console console =
        Console.start(program().agent("config=/no/such/file,metrics.listen=off"))) {
      assertEquals("open", console.pool("main", 2));
      console.jvm().await("cannot read the file /no/such/file");
      assertTrue(console.query("main", "SHOW application_name").endsWith("/main"));
    }
  }

  private ForkedJvmBuilder program() {
    return Console.on(server);
  }

  private static String asList(String separator) {
    return KEYS.stream().map(key -> key + "=" + NONSENSE).collect(Collectors.joining(separator));
  }

  private static String environment(String key) {
    return "TRIPMETER_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static void assertOneLineEach(ForkedJvmBuilder builder, String source) {
    try (Console console = Console.start(builder)) {
      assertEquals("open", console.pool("main", 2));
      console.jvm().await("warm-up complete pool=main requested=2 warmed=2");
      assertTrue(console.query("main", "SHOW application_name").endsWith("/main"));
      for (String key : KEYS) {
        List<String> lines = console
            .saidBesides()
            .lines()
            .filter(line -> line.contains("configuration: " + key + " = ")
                || line.contains("(environment " + environment(key) + ")"))
            .toList();
        assertEquals(1, lines.size(), () -> key + ": " + console.saidBesides());
        String line = lines.get(0);
        // What may hold a token is not repeated.
        assertTrue(
            line.contains("\"" + NONSENSE + "\"") || line.contains("a value not shown"), line);
        assertTrue(line.contains(source.replace("%s", key)), line);
        assertTrue(line.contains("accepted is "), line);
        assertTrue(line.contains("kept"), line);
      }
    }
  }
}
