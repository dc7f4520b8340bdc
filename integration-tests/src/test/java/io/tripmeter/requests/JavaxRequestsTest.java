package io.tripmeter.requests;

import io.tripmeter.testing.Jdks;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Javax servlets on Jetty 9.4, of an API that does not tell a request its mapping. */
final class JavaxRequestsTest {
  private static RequestProgram program;

  @BeforeAll
  static void startProgram() {
    program = RequestProgram.javax(Jdks.running());
  }

  @AfterAll
  static void endProgram() {
    program.close();
  }

  static List<Expected> expected() {
    return Expected.ofServlets();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expected")
  void aRequestIsCountedOnceWithItsRouteAndItsRoundTrips(Expected expected) throws Exception {
    expected.assertOf(program);
  }

  @Test
  void sumsAreExactWhenManyAskAtOnce() throws Exception {
    Crowd.assertSumsAreExact(
        program,
        expected().stream().filter(one -> !one.path().endsWith("timeout")).toList());
  }
}
