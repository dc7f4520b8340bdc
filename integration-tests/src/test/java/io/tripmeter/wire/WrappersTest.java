package io.tripmeter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drivers around the driver, and data sources around the pool: what is counted is what the wire saw. */
@Tag("matrix")
final class WrappersTest {
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

  @ParameterizedTest
  @CsvSource({
    "jdbc:p6spy:, ''",
    "jdbc:aws-wrapper:, ''",
    "jdbc:otel:, ''",
    "jdbc:, net.ttddyy.dsproxy.support.ProxyDataSource",
  })
  void whatIsCountedIsWhatTheWireSaw(String prefix, String around) throws Exception {
    try (WorkProgram program = WorkProgram.start(
        server,
        Libraries.NEWEST_PGJDBC,
        Libraries.NEWEST_HIKARICP,
        prefix,
        builder -> (around.isEmpty() ? builder : builder.property("work.around", around))
            .classPath(Libraries.ofFolder("wrappers"))
            .property("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory")
            .agent(WorkProgram.LISTENING))) {
      List<String> mismatches = program.wireMismatches();
      assertEquals("", String.join("\n", mismatches));
    }
  }
}
