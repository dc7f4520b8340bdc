package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandLineTest {
  @Test
  void theJarAloneExplainsItselfWithEveryOption() {
    try (ForkedJvm jvm = run()) {
      assertEquals(0, jvm.exitCode());
      assertEquals(List.of(), jvm.stderr());
      assertTrue(jvm.output().contains("-javaagent:tripmeter-agent.jar"), jvm::output);
      for (String key : DocumentedOptions.keys()) {
        assertTrue(
            jvm.stdout().stream().anyMatch(line -> line.matches("  \\Q" + key + "\\E( \\*)? = .+")),
            () -> key + " is missing in:\n" + jvm.output());
      }
    }
  }

  @Test
  void itTellsItsVersion() {
    try (ForkedJvm jvm = run("--version")) {
      assertEquals(0, jvm.exitCode());
      assertTrue(jvm.output().matches("tripmeter-agent \\d+\\.\\d+\\.\\d+(-\\w+)?"), jvm::output);
    }
  }

  @Test
  void anArgumentThatItDoesNotKnowIsRefused() {
    try (ForkedJvm jvm = run("--frobnicate")) {
      assertEquals(2, jvm.exitCode());
      assertEquals(1, jvm.stderr().size());
      // Not the word itself: it may be a URL with a password.
      assertTrue(jvm.output().contains("known are doctor, --help"), jvm::output);
    }
  }

  private static ForkedJvm run(String... arguments) {
    return ForkedJvm.ofJar(Libraries.agent()).argument(arguments).start();
  }
}
