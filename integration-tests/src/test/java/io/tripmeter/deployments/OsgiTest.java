package io.tripmeter.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver is a bundle: its class loader sees of the bootstrap loader only what the framework's configuration names, and Tripmeter. */
final class OsgiTest {
  private final PostgresServer server = PostgresServer.shared();

  @ParameterizedTest
  @CsvSource({"org.apache.felix.framework, 7.0.5", "org.eclipse.osgi, 3.24.200"})
  void aBundlesRoundTripsAreCounted(String framework, String version) throws Exception {
    try (Link link = Link.to(server).open();
        ForkedJvm jvm = program(Libraries.jar(framework, version), link)
            .agent("metrics.listen=127.0.0.1:0")
            .start()) {
      jvm.await("^answer 3$");
      link.awaitIdle(Duration.ofMillis(300), Duration.ofSeconds(60));
      assertEquals(
          link.turnArounds(),
          Scrape.of(jvm).metrics().sum("tripmeter_round_trips_total"),
          jvm::output);
      jvm.say("end");
      assertEquals(0, jvm.exitCode());
      assertEquals(
          List.of(),
          jvm.stderr().stream().filter(line -> line.contains("tripmeter: warn")).toList());
    }
  }

  private ForkedJvmBuilder program(Path framework, Link link) throws Exception {
    return ForkedJvm.of("example.OsgiProgram")
        .classPath(Libraries.childClasses(), framework)
        .argument(
            Files.createTempDirectory("tripmeter-osgi").toString(),
            Libraries.pgjdbc(Libraries.NEWEST_PGJDBC).toString(),
            server.url(link),
            server.user(),
            server.password());
  }
}
