package io.tripmeter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Other agents change the driver's classes, the pool's and the server's as well. */
@Tag("matrix")
final class OtherAgentTest {
  private static PostgresServer server;

  /** @param settings what keeps it to itself */
  private record Other(
      String name, Path jar, String arguments, UnaryOperator<ForkedJvmBuilder> settings) {
    ForkedJvmBuilder on(ForkedJvmBuilder builder) {
      return settings.apply(builder).agent(jar, arguments);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Other> others() {
    return List.of(
        new Other(
            "OpenTelemetry",
            Libraries.openTelemetryAgent(),
            "",
            builder -> builder
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none")),
        new Other(
            "JaCoCo",
            Libraries.jar("org.jacoco.agent", "0.8.14-runtime"),
            "destfile=" + scratch().resolve("jacoco.exec"),
            builder -> builder),
        new Other(
            "Glowroot",
            // It writes beside its jar.
            copied(Libraries.jar("glowroot-agent", "0.14.0-beta.2")),
            "",
            builder -> builder),
        new Other(
            "New Relic",
            copied(Libraries.jar("newrelic-agent", "8.19.0")),
            "",
            // Nobody listens there.
            builder -> builder
                .environment("NEW_RELIC_LICENSE_KEY", "0123456789012345678901234567890123456789")
                .environment("NEW_RELIC_APP_NAME", "tests")
                .environment("NEW_RELIC_HOST", "127.0.0.1")
                .environment("NEW_RELIC_PORT", "9")));
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("tripmeter-agent");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copied(Path jar) {
    try {
      return Files.copy(jar, scratch().resolve(jar.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start();
    WorkProgram.createSchema(server);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** What the other agent asks of a connection is counted too, so kinds differ; that they are the wire's must hold. */
  private static void assertCounted(UnaryOperator<ForkedJvmBuilder> attached) throws Exception {
    try (WorkProgram program =
        WorkProgram.start(server, Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP, attached)) {
      assertEquals("", String.join("\n", program.wireMismatches()));
    }
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatIsCountedIsWhatTheWireSawWithTheOtherAgentBefore(Other other) throws Exception {
    assertCounted(builder -> other.on(builder).agent(WorkProgram.LISTENING));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatIsCountedIsWhatTheWireSawWithTheOtherAgentAfter(Other other) throws Exception {
    assertCounted(builder -> other.on(builder.agent(WorkProgram.LISTENING)));
  }
}
