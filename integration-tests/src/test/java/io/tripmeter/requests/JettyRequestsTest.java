package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.Jdks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servlets of jakarta on Jetty 12, and of javax on Jetty 9.4, of an API that does not tell a request its mapping. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"jakarta", "javax"})
final class JettyRequestsTest {
  private static RequestProgram program;

  @Parameter
  String api;

  @BeforeParameterizedClassInvocation
  static void startProgram(String api) {
    program = api.equals("jakarta")
        ? RequestProgram.jakarta(Jdks.running())
        : RequestProgram.javax(Jdks.running());
  }

  @AfterParameterizedClassInvocation
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

  @ParameterizedTest
  @ValueSource(strings = {"/shop;user=alice", "/%73hop", "/x/../shop"})
  void theContextPathIsTheServersHoweverTheClientSpellsIt(String spelled) throws Exception {
    Seen seen = program.during(() -> Spelled.get(program.port(), spelled + "/api/4711"), 1);
    assertEquals(Map.of("/shop/api/*", 1L), seen.requests(), program::output);
  }

  @Test
  void sumsAreExactWhenManyAskAtOnce() throws Exception {
    Crowd.assertSumsAreExact(program, Expected.ofServletsAtOnce());
  }
}
