package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spring Boot's executable jar: driver and pool in jars inside of the jar, in a class loader that is not the system's. */
final class ExecutableJarTest {
  @TempDir
  private Path directory;

  @Test
  void driverAndPoolInsideOfAnExecutableJarAreFound() throws IOException {
    PostgresServer server = PostgresServer.shared();
    Path jar = directory.resolve("application-1.0.jar");
    ExecutableJar.write(
        jar,
        "example.AttachConsole",
        Libraries.childClasses(),
        Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP).stream()
            .filter(entry -> entry.toString().endsWith(".jar"))
            .toList());
    try (Console console = Console.start(ForkedJvm.ofJar(jar)
        .argument(server.url(), server.user(), server.password())
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .agent())) {
      assertEquals("open", console.pool("main", 3));
      console.jvm().await("warm-up complete pool=main requested=3 warmed=3");
      // The service's name: the jar's, without its version.
      assertEquals("application/main", console.query("main", "SHOW application_name"));
    }
  }
}
