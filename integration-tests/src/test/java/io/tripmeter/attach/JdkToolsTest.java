package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With JAVA_TOOL_OPTIONS every JVM gets the agent, those of the JDK's tools too. */
final class JdkToolsTest {
  @TempDir
  private Path directory;

  @Test
  void javacIsLeftAlone() throws Exception {
    Path source = Files.writeString(directory.resolve("A.java"), "class A {}");
    assertSilent("javac", "-d", directory.toString(), source.toString());
    assertTrue(Files.exists(directory.resolve("A.class")));
  }

  @Test
  void jarIsLeftAlone() throws Exception {
    Path file = Files.writeString(directory.resolve("a.txt"), "a");
    assertSilent(
        "jar", "--create", "--file", directory.resolve("a.jar").toString(), file.toString());
  }

  @Test
  void jcmdIsLeftAlone() throws Exception {
    assertTrue(run("jcmd", "-h").stream().noneMatch(JdkToolsTest::isOurs));
  }

  @Test
  void keytoolIsLeftAlone() throws Exception {
    assertTrue(run("keytool", "-help").stream().noneMatch(JdkToolsTest::isOurs));
  }

  private void assertSilent(String tool, String... arguments) throws Exception {
    assertEquals(List.of(), run(tool, arguments));
  }

  /** What a tool says besides the JVM's own line about the environment; it must have succeeded. */
  private List<String> run(String tool, String... arguments) throws Exception {
    Path program = Jdks.running().resolve("bin").resolve(tool);
    Assumptions.assumeTrue(Files.isExecutable(program), program + " is not there");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    // The log of loaded classes tells a silent agent from one that did not start.
    Path classes = directory.resolve("classes.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .put(
            "JAVA_TOOL_OPTIONS",
            "-javaagent:" + Libraries.agent() + " -Xlog:class+load=info:file=" + classes);
    Process process = builder.start();
    List<String> lines = text(process)
        .lines()
        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
        .toList();
    assertEquals(0, process.waitFor(), () -> String.join("\n", lines));
    assertTrue(
        Files.readAllLines(classes).stream()
            .noneMatch(line -> line.contains(" io.tripmeter.agent.")),
        tool + " has started the agent");
    return lines;
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean isOurs(String line) {
    return line.contains("tripmeter") || line.contains("Sharing is only supported");
  }
}
