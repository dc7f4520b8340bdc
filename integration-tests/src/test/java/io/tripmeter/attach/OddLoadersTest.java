package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A class loader through which the agent's classes cannot be reached: the driver there works as without an agent, and a line says why. */
final class OddLoadersTest {
  private final PostgresServer server = PostgresServer.shared();

  @ParameterizedTest
  @CsvSource({
    "copy, a second copy of Tripmeter's classes hides the agent's own",
    "throws, the application's class loader hides Tripmeter's classes",
  })
  void theDriverWorksAndOneLineSaysWhyNothingIsCounted(String loader, String line) {
    try (ForkedJvm jvm = ForkedJvm.of("example.AttachOddLoader")
        .classPath(Libraries.childClasses())
        .agent("metrics.listen=off")
        .argument(loader, server.url(), server.user(), server.password())
        .argument(Libraries.pgjdbc(Libraries.NEWEST_PGJDBC).toString())
        .argument(Libraries.agent().toString())
        .start()) {
      jvm.await("^answer 42$");
      assertEquals(0, jvm.exitCode());
      assertEquals(
          1,
          jvm.output().lines().filter(said -> said.contains("tripmeter: warn")).count(),
          jvm::output);
      assertTrue(jvm.output().contains(line), jvm::output);
    }
  }
}
