package io.tripmeter.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ForkedJvmTest {
  private static ForkedJvmBuilder echo() {
    return ForkedJvm.of("example.Echo").classPath(Libraries.childClasses());
  }

  @Test
  void aProgramIsGivenWhatItNeedsAndHeard() {
    try (ForkedJvm jvm = echo()
        .property("echo.property", "p 1")
        .environment("ECHO", "e 2")
        .argument("a", "b")
        .start()) {
      jvm.await("arguments a b");
      jvm.await("property p 1, environment e 2");
      jvm.say("hello 42");
      assertEquals("42", jvm.await("hello (\\d+)").group(1));
      assertEquals(1, jvm.stderr().size());
      jvm.say("exit 7");
      assertEquals(7, jvm.exitCode());
    }
  }

  @Test
  void waitingForWhatNeverComesFailsWithAllThatWasSaid() {
    try (ForkedJvm jvm = echo().start()) {
      jvm.await("^java ");
      AssertionError error =
          assertThrows(AssertionError.class, () -> jvm.await("never", Duration.ofMillis(200)));
      assertTrue(error.getMessage().contains("arguments"), error.getMessage());
      jvm.kill();
      assertThrows(AssertionError.class, () -> jvm.await("never"));
    }
  }

  @Test
  void aProgramEndsWithTheTest() {
    ForkedJvm jvm = echo().start();
    jvm.await("^java ");
    jvm.close();
    assertFalse(jvm.isAlive());
  }

  static List<Integer> selected() {
    return Jdks.selected();
  }

  @ParameterizedTest
  @MethodSource("selected")
  void everySelectedJavaRunsTheChildClasses(int version) {

    try (ForkedJvm jvm = echo().java(version).start()) {
      assertEquals(
          version == 8 ? "1.8" : "" + version, jvm.await("^java (\\S+)").group(1));
    }
  }
}
