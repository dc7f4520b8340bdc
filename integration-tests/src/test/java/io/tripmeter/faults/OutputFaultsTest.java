package io.tripmeter.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Requests;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the agent's own output cannot go where it should, one line says so and the application does not notice. */
final class OutputFaultsTest {
  private final PostgresServer server = PostgresServer.shared();

  @TempDir
  private Path directory;

  @Test
  void aTakenMetricsPortIsOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Requests requests = Requests.start(Requests.withoutAgent(server)
            .agent("metrics.listen=127.0.0.1:" + taken.getLocalPort()))) {
      requests
          .jvm()
          .await("metrics\\.listen: no metrics.*address=127.0.0.1:" + taken.getLocalPort());
      assertEquals(200, requests.get("/three"));
      assertEquals(1, requests.linesWith("metrics.listen"), requests.jvm()::output);
    }
  }

  @Test
  void aMissingDirectorySendsSlowQueriesToStandardError() {
    assertFallsBack(directory.resolve("missing/slow.log"));
  }

  @Test
  void aDirectoryInTheFilesPlaceSendsSlowQueriesToStandardError() throws IOException {
    assertFallsBack(Files.createDirectory(directory.resolve("slow.log")));
  }

  @Test
  void aFullDiskSendsSlowQueriesToStandardError() {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), full + " is missing");
    assertFallsBack(full);
  }

  private void assertFallsBack(Path file) {
    try (Requests requests = Requests.start(
        Requests.on(server).property("tripmeter.slow-query.output", file.toString()))) {
      requests.scrape();
      assertEquals(200, requests.get("/slow"));
      requests.jvm().await("slow-query\\.output cannot be written");
      requests.jvm().await("slow query pool=main.*pg_sleep");
      assertEquals(200, requests.get("/slow"));
      requests.scrape().await(metrics -> metrics.sum("tripmeter_slow_queries_total") == 2);
      assertEquals(1, requests.linesWith("slow-query.output"), requests.jvm()::output);
      assertTrue(requests.linesWith("slow query pool=main") >= 1, requests.jvm()::output);
    }
  }
}
