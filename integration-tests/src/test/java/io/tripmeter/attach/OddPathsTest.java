package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OddPathsTest {
  @TempDir
  private Path directory;

  @Test
  void aPathWithSpacesIsAPath() throws IOException {
    assertAttaches("my agents (new)+1");
  }

  @Test
  void aPathWithPercentAndHashIsAPath() throws IOException {
    assertAttaches("100%25 #1");
  }

  @Test
  void aPathWithUmlautsIsAPathWhereTheLocaleHasThem() throws Exception {
    String name = "Gr\u00fc\u00dfe \u65e5\u672c";
    // Written by a shell: this JVM's own locale may have no such letters.
    Path arguments = directory.resolve("arguments");
    String script = "mkdir \"$1/$2\" && cp \"$3\" \"$1/$2/agent.jar\""
        + " && printf '\"-javaagent:%s/%s/agent.jar=metrics.listen=off\"' \"$1\" \"$2\" > \"$1/arguments\"";
    Path file = Files.write(
        directory.resolve("copy.sh"), script.replace("$2", name).getBytes(StandardCharsets.UTF_8));
    Process shell = new ProcessBuilder(
            "sh", file.toString(), directory.toString(), "", Libraries.agent().toString())
        .inheritIO()
        .start();
    assertEquals(0, shell.waitFor());
    PostgresServer server = PostgresServer.shared();
    assertWorks(Console.start(
        Console.on(server).environment("LC_ALL", "C.UTF-8").jvmArgument("@" + arguments)));
  }

  private void assertAttaches(String name) throws IOException {
    Path jar = Files.createDirectory(directory.resolve(name)).resolve("the agent.jar");
    Files.copy(Libraries.agent(), jar);
    assertWorks(
        Console.start(Console.on(PostgresServer.shared()).agent(jar, "metrics.listen=off")));
  }

  private static void assertWorks(Console console) {
    try (console) {
      console.pool("main", 1);
      assertTrue(
          console.query("main", "SHOW application_name").endsWith("/main"), console::saidBesides);
    }
  }
}
