package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java runtime as jlink makes it for a service: what the driver, the pool and any agent need, and nothing else. */
final class SmallImageTest {
  private static final String FOR_DRIVER_AND_POOL =
      "java.base,java.instrument,java.sql,java.naming,java.security.sasl,java.security.jgss,java.transaction.xa";

  @TempDir
  private static Path directory;

  private static Path small;
  private static Path withManagement;

  private final PostgresServer server = PostgresServer.shared();

  @BeforeAll
  static void link() throws Exception {
    Path jlink = Jdks.running().resolve("bin").resolve("jlink");
    Path modules = Jdks.running().resolve("jmods");
    Assumptions.assumeTrue(Files.isExecutable(jlink), jlink + " is missing");
    Assumptions.assumeTrue(Files.isDirectory(modules), modules + " is missing");
    small = link("small", FOR_DRIVER_AND_POOL);
    withManagement = link("management", FOR_DRIVER_AND_POOL + ",java.management");
  }

  private static Path link(String name, String modules) throws Exception {
    Path image = directory.resolve(name);
    Process process = new ProcessBuilder(
            Jdks.running().resolve("bin").resolve("jlink").toString(),
            "--add-modules",
            modules,
            "--output",
            image.toString())
        .redirectErrorStream(true)
        .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return image;
  }

  @Test
  void withoutManagementAndTheHttpServerMetricsAreServed() {
    try (Console console = console(small)) {
      assertEquals("open", console.pool("main", 3));
      console.jvm().await("warm-up complete pool=main requested=3 warmed=3");
      assertTrue(
          console.scrape().get("/metrics").body().contains("tripmeter_round_trips_total"),
          console::saidBesides);
      assertEquals("", warnings(console), console::saidBesides);
    }
  }

  @Test
  void withoutJavaDesktopMetricsAndBeansAreServed() {
    try (Console console = console(withManagement)) {
      assertEquals("open", console.pool("main", 3));
      assertTrue(
          console.scrape().get("/metrics").body().contains("tripmeter_round_trips_total"),
          console::saidBesides);
      assertTrue(console.beans("main").contains("Product=HikariCP"));
    }
  }

  private static String warnings(Console console) {
    return console
        .saidBesides()
        .lines()
        .filter(line -> line.contains("warn"))
        .collect(Collectors.joining("\n"));
  }

  private Console console(Path image) {
    return Console.start(Console.on(server)
        .java(image)
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .agent());
  }
}
