package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/fleet.md says of JAVA_TOOL_OPTIONS. */
final class ToolOptionsTest {
  private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

  @TempDir
  private Path directory;

  @Test
  void blanksNeedQuotesInsideOfTheValue() throws Exception {
    Path jar = Files.createDirectory(directory.resolve("my agents")).resolve("tripmeter-agent.jar");
    Files.copy(Libraries.agent(), jar);
    assertEquals(
        "environment/main", nameWith("\"-javaagent:" + jar + "=" + named("environment") + "\""));
    Said without = java(Jdks.running(), Map.of(TOOL_OPTIONS, "-javaagent:" + jar), "-version");
    assertNotEquals(0, without.status(), without.text());
  }

  @Test
  void theEnvironmentsAgentIsTheFirstAndTheOneThatStarts() {
    assertEquals(
        "environment/main",
        nameWith("-javaagent:" + Libraries.agent() + "=" + named("environment"), named("command")));
  }

  @Test
  void withoutTheJarNoJvmStarts() throws Exception {
    Path missing = directory.resolve("missing.jar");
    Said said = java(Jdks.running(), Map.of(TOOL_OPTIONS, "-javaagent:" + missing), "-version");
    assertNotEquals(0, said.status(), said.text());
    assertTrue(said.text().contains("Picked up JAVA_TOOL_OPTIONS: -javaagent:"), said.text());
    assertTrue(said.text().contains("Error opening zip file or JAR manifest missing"), said.text());
  }

  @Test
  void theLastOfSeveralValuesOfAPropertyHolds() throws Exception {
    Map<String, String> environment =
        Map.of(TOOL_OPTIONS, "-Da=1 -Db=1 -Dc=1", "JDK_JAVA_OPTIONS", "-Db=2 -Dc=2");
    Said said = java(Jdks.running(), environment, "-Dc=3", "-XshowSettings:properties", "-version");
    for (String property : new String[] {"a = 1", "b = 2", "c = 3"}) {
      assertTrue(said.text().contains("    " + property + "\n"), said.text());
    }
  }

  @Test
  void javacTakesNoJdkJavaOptions() throws Exception {
    Path javac = Jdks.running().resolve("bin/javac");
    Assumptions.assumeTrue(Files.isExecutable(javac), javac + " is not there");
    Said said = run(Map.of("JDK_JAVA_OPTIONS", "-Dx=1"), javac.toString(), "-version");
    assertTrue(said.text().startsWith("javac "), said.text());
  }

  @Test
  void java8IgnoresMoreThan1023Characters() throws Exception {
    Path home = Jdks.home(8).orElse(null);
    Assumptions.assumeTrue(home != null, Jdks.report());
    String longest = "-Dx=" + "y".repeat(1_019);
    assertTrue(java(home, Map.of(TOOL_OPTIONS, longest), "-version").text().contains("Picked up"));
    Said said = java(home, Map.of(TOOL_OPTIONS, longest + "y"), "-version");
    assertFalse(said.text().contains("Picked up"), said.text());
    assertEquals(0, said.status());
  }

  private static String named(String service) {
    return "metrics.listen=off,service-name=" + service;
  }

  /** What a connection is called in an application with this variable, and agents on the command line with these arguments. */
  private static String nameWith(String toolOptions, String... agents) {
    var program = Console.on(PostgresServer.shared()).environment(TOOL_OPTIONS, toolOptions);
    for (String arguments : agents) {
      program.agent(arguments);
    }
    try (Console console = Console.start(program)) {
      console.pool("main", 1);
      return console.query("main", "SHOW application_name");
    }
  }

  private record Said(int status, String text) {}

  private static Said java(Path home, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = home.resolve("bin/java").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return run(environment, command);
  }

  private static Said run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeAll(List.of(TOOL_OPTIONS, "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
