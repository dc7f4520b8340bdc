package io.tripmeter.doctor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningAgentTest {
  private static final Path SELF = Paths.get("/proc/self");

  @TempDir
  private Path directory;

  @Test
  void aJarIsSeenThatWasDeletedOrReplacedAfterTheStart() throws IOException {
    assumeTrue(Files.exists(SELF.resolve("fd")), "no Linux");
    assertFalse(RunningAgent.hasTripmeter(new ListeningPorts(SELF)));
    Path jar = directory.resolve("agent.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("io/tripmeter/AgentMain.class"));
    }
    try (JarFile open = new JarFile(jar.toFile())) {
      Files.delete(jar);
      assertTrue(RunningAgent.hasTripmeter(new ListeningPorts(SELF)), open::getName);
    }
  }
}
