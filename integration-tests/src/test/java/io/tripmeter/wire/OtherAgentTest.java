package io.tripmeter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's own agent changes the driver's classes, the pool's and the server's as well. */
final class OtherAgentTest {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start();
    WorkProgram.createSchema(server);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static Path openTelemetry() {
    try {
      return Libraries.openTelemetryAgent();
    } catch (IllegalStateException missing) {
      return abort("OpenTelemetry's agent is not here: " + missing.getMessage());
    }
  }

  private static ForkedJvmBuilder quiet(ForkedJvmBuilder builder) {
    return builder
        .environment("OTEL_TRACES_EXPORTER", "none")
        .environment("OTEL_METRICS_EXPORTER", "none")
        .environment("OTEL_LOGS_EXPORTER", "none");
  }

  /** What the other agent asks of a connection is counted too, so kinds differ; that they are the wire's must hold. */
  private static void assertCounted(UnaryOperator<ForkedJvmBuilder> attached) throws Exception {
    try (WorkProgram program =
        WorkProgram.start(server, Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP, attached)) {
      assertEquals("", String.join("\n", program.wireMismatches()));
    }
  }

  @Test
  @Tag("matrix")
  void whatIsCountedIsWhatTheWireSawWithOpenTelemetrysAgentBefore() throws Exception {
    Path other = openTelemetry();
    assertCounted(builder -> quiet(builder).agent(other, "").agent(WorkProgram.LISTENING));
  }

  @Test
  @Tag("matrix")
  void whatIsCountedIsWhatTheWireSawWithOpenTelemetrysAgentAfter() throws Exception {
    Path other = openTelemetry();
    assertCounted(builder -> quiet(builder).agent(WorkProgram.LISTENING).agent(other, ""));
  }
}
