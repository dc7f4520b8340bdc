package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Requests;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SlowQueryOutputsTest {
  private static final String LOGGING =
      "<configuration><appender name='console' class='ch.qos.logback.core.ConsoleAppender'><encoder>"
          + "<pattern>%level %logger [%X{order}] %msg%n</pattern></encoder></appender>"
          + "<root level='warn'><appender-ref ref='console'/></root></configuration>";

  private final PostgresServer server = PostgresServer.shared();

  @TempDir
  private Path directory;

  @Test
  void aStatementBelowTheThresholdIsNone() {
    try (Requests requests =
        slow(Requests.on(server).property("tripmeter.slow-query.threshold", "2s"))) {
      Metrics metrics = requests
          .scrape()
          .await(now -> now.sum("tripmeter_request_round_trips_count", "route", "/slow") == 1);
      assertEquals(0, metrics.sum("tripmeter_slow_queries_total"));
      assertEquals(0, requests.linesWith("slow query"), requests.jvm()::output);
    }
  }

  @Test
  void offIsNoLineButACount() {
    try (Requests requests =
        slow(Requests.on(server).property("tripmeter.slow-query.output", "off"))) {
      requests.scrape().await(metrics -> metrics.sum("tripmeter_slow_queries_total") == 1);
      assertEquals(0, requests.linesWith("slow query"), requests.jvm()::output);
    }
  }

  @Test
  void aFullFileIsPutAsideAndANewOneBegun() throws Exception {
    Path file = directory.resolve("slow.log");
    Files.write(file, new byte[9_999_990]);
    Path aside = directory.resolve("slow.log.1");
    try (Requests requests =
        slow(Requests.on(server).property("tripmeter.slow-query.output", file.toString()))) {
      requests.scrape().await(metrics -> Files.exists(aside) && Files.exists(file));
    }
    assertEquals(9_999_990, Files.size(aside));
    assertTrue(Files.readString(file).contains("slow query"));
  }

  @Test
  void theApplicationsOwnSlf4jTakesTheLinesWithTheMdcOfTheThread() throws Exception {
    Path logging = directory.resolve("logback.xml");
    Files.writeString(logging, LOGGING);
    ForkedJvmBuilder program = ForkedJvm.of("example.RequestServer")
        .classPath(Libraries.childClasses(), Libraries.pgjdbc(Libraries.NEWEST_PGJDBC))
        .classPath(Libraries.hikariWithLogback())
        .property("logback.configurationFile", logging.toString())
        .argument(server.url(), server.user(), server.password())
        .property("tripmeter.slow-query.output", "slf4j")
        .property("tripmeter.slow-query.running-threshold", "200ms")
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .agent();
    try (Requests requests = slow(program)) {
      // Of a thread of Tripmeter's, which has no MDC.
      requests
          .jvm()
          .await("WARN io\\.tripmeter\\.slow-query \\[\\] .*statement still running.*pg_sleep");
      requests
          .jvm()
          .await("WARN io\\.tripmeter\\.slow-query \\[of-this-thread\\] .*slow query.*pg_sleep");
    }
  }

  /** With its listener up all else is ready. */
  private static Requests slow(ForkedJvmBuilder program) {
    Requests requests = Requests.start(program);
    requests.scrape();
    assertEquals(200, requests.get("/slow"));
    return requests;
  }
}
