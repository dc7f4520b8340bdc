package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tripmeter.testing.Jdks;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's HTTP server, whose route is the context's path. */
@Tag("core")
final class JdkRequestsTest {
  private static RequestProgram program;

  @BeforeAll
  static void startProgram() {
    program = RequestProgram.jdk(Jdks.running());
  }

  @AfterAll
  static void endProgram() {
    program.close();
  }

  static List<Expected> expected() {
    return List.of(
        new Expected("a context is the route", "/api/one", 200, "/api/one", 1),
        new Expected("ids below it are not", "/api/two/4711", 200, "/api/two/", 2),
        new Expected("the root takes the rest", "/some/4711", 200, "/", 3),
        new Expected("a filter counts in", "/filtered/4711", 200, "/filtered", 3));
  }

  static Stream<Expected> atOnce() {
    return Stream.concat(expected().stream(), Expected.ofFanOut("", "/fan/"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expected")
  void aRequestIsCountedOnceWithItsRouteAndItsRoundTrips(Expected expected) throws Exception {
    expected.assertOf(program);
  }

  /** The server closes the connection without an answer; the JDK's client may ask once more, being a GET. */
  @Test
  void aHandlerThatFailsIsCountedWithWhatItCost() throws Exception {
    Seen seen =
        program.during(() -> assertThrows(IOException.class, () -> program.get("/fails")), 1);
    assertEquals(seen.requests(), seen.trips(), program::output);
    assertEquals(seen.wire(), seen.trips().get("/fails"), program::output);
  }

  @Test
  void sumsAreExactWhenManyAskAtOnce() throws Exception {
    Crowd.assertSumsAreExact(program, atOnce());
  }
}
