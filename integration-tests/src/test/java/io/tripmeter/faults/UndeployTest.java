package io.tripmeter.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Servers;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A web application with driver, pool and servlets of its own goes, and nothing of the agent's holds it. */
final class UndeployTest {
  private final PostgresServer server = PostgresServer.shared();

  @Test
  void withoutTheAgentItsClassLoaderGoes() {
    assertGoes(program());
  }

  @Test
  void withTheAgentItsClassLoaderGoesAsWell() {
    assertGoes(program()
        .agent("slow-query.threshold=1ms,slow-query.running-threshold=1ms,slow-query.output=slf4j,"
            + "metrics.listen=127.0.0.1:0"));
  }

  private ForkedJvmBuilder program() {
    List<Path> application = new ArrayList<>(
        Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP));
    application.addAll(Servers.jettyOfJavax());
    return ForkedJvm.of("example.FaultUndeploy")
        .classPath(Libraries.childClasses())
        .argument(
            application.stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            server.url(),
            server.user(),
            server.password());
  }

  private static void assertGoes(ForkedJvmBuilder program) {
    try (ForkedJvm jvm = program.start()) {
      assertEquals(
          "0",
          jvm.await("^class loaders kept: (\\d)", Duration.ofSeconds(120)).group(1),
          jvm::output);
      assertEquals(
          3,
          jvm.stdout().stream()
              .filter(line -> line.equals("application 42 200"))
              .count(),
          jvm::output);
    }
  }
}
