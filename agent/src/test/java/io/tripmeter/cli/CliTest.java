package io.tripmeter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Option;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CliTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void withoutArgumentsTheHelpIsPrintedWithEveryOptionAndItsDefault() {
    assertEquals(0, run());

    String help = text(out);
    assertTrue(help.contains("-javaagent:tripmeter-agent.jar"), help);
    for (Option option : Option.values()) {
      String star = option.isPerPool() ? " *" : "";
      assertTrue(
          help.contains("  " + option.key() + star + " = " + option.shownDefault()), option.key());
    }
    assertEquals("", text(err));
  }

  /** Who has the jar alone cannot follow a link into docs/. */
  @Test
  void theHelpHasNoLinksOfTheDocumentationAndSaysWhereThatIs() {
    run();
    String help = text(out);
    assertFalse(help.contains("]("), help);
    assertTrue(help.contains("A connection to another host without TLS: 'off'"), help);
    assertTrue(help.contains("Documentation: docs/ of the project, https://"), help);
  }

  @Test
  void helpPrintsTheSame() {
    run();
    String bare = text(out);
    out.reset();

    assertEquals(0, run("--help"));
    assertEquals(bare, text(out));
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertEquals(0, run("--version"));
    assertTrue(text(out).trim().matches("tripmeter-agent \\d+\\.\\d+\\.\\d+.*"), text(out));
  }

  @Test
  void anUnknownArgumentIsOneLineAndExitCodeTwo() {
    assertEquals(2, run("postgresql://app:s3cret@h/d"));
    assertEquals(
        "tripmeter-agent: unknown argument; known are doctor, --help and --version",
        text(err).trim());
    assertEquals("", text(out));
  }

  @Test
  void theDoctorsWrongArgumentsAreJsonTooIfThatIsWanted() {
    assertEquals(2, run("doctor", "--json", "--jsn"));
    String why = "argument 2 is not known; see doctor --help";
    assertEquals("{\"error\":\"" + why + "\"}", text(out).trim());
    assertEquals("tripmeter-agent doctor: " + why, text(err).trim());
  }

  @Test
  void theDoctorsHelpTellsItsExitCodes() {
    assertEquals(0, run("doctor", "--help"));
    assertTrue(
        text(out).contains("Exit code: 0 nothing to advise; 1 advice, which is no failure"),
        text(out));
    assertTrue(text(out).contains("2 it cannot be done"), text(out));
  }

  private int run(String... arguments) {
    return Cli.run(arguments, stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
