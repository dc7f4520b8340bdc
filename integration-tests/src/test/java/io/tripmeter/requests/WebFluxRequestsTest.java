package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tripmeter.testing.Jdks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spring WebFlux on Reactor Netty: what a request hands to Reactor's schedulers counts for it, under the pattern that it has matched. */
final class WebFluxRequestsTest {
  private static final String[] FAN_OUT = {
    "/orders/",
    "/one-by-one/",
    "/at-once/",
    "/delayed/",
    "/published/",
    "/parallel/",
    "/future/",
    "/here/",
    "/rows/"
  };

  private static final List<Expected> EXPECTED = List.of(
      new Expected("a blocking call", "/orders/2", 200, "/orders/{trips}", 2),
      new Expected("after a delay", "/delayed/1", 200, "/delayed/{trips}", 1),
      new Expected("on the event loop", "/here/1", 200, "/here/{trips}", 1),
      new Expected("nothing asked", "/orders/0", 200, "/orders/{trips}", 0),
      new Expected("a failure", "/fails/1", 500, "/fails/{trips}", 1),
      new Expected("a function", "/function/4711", 200, "/function/{id}", 2),
      new Expected("a route of Reactor Netty's", "/raw/4711", 200, "/raw/{id}", 1),
      new Expected("no route", "/nowhere/4711", 404, "/*", 0));

  private static RequestProgram start(String libraries, String... more) {
    SortedMap<Integer, Path> jdks = Jdks.found();
    Path java = libraries.endsWith("old")
        ? jdks.get(jdks.firstKey() < 11 ? 11 : jdks.firstKey())
        : jdks.get(jdks.lastKey());
    return RequestProgram.of("RequestWebFlux", java, libraries, more);
  }

  private static void assertExact(RequestProgram program) throws Exception {
    for (Expected one : EXPECTED) {
      one.assertOf(program);
    }
    assertCallsOfOthersAreTheirs(program);
    assertPipelinedRequestsDoNotMix(program);
    assertABodyIsAwaited(program);
    assertAnAbandonedRequestEnds(program);
    Crowd.assertSumsAreExact(program, Expected.ofFanOut("{trips}", FAN_OUT));
    assertFalse(program.output().contains("could not be watched"), program::output);
    assertFalse(program.output().contains("a task of the agent's"), program::output);
  }

  /** What a request asks of another service counts there, and what it does after the answer for itself. */
  private static void assertCallsOfOthersAreTheirs(RequestProgram program) throws Exception {
    Seen seen = program.during(() -> assertEquals(200, program.get("/calls/2").statusCode()), 2);
    assertEquals(
        new Seen(
            Map.of("/calls/{trips}", 1L, "/orders/{trips}", 1L),
            Map.of("/calls/{trips}", 2L, "/orders/{trips}", 1L),
            3),
        seen,
        program::output);
  }

  private static void assertPipelinedRequestsDoNotMix(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.pipeline(
                "/delayed/3", "/here/1", "/orders/2", "/orders/0", "/at-once/4", "/raw/1");
            connection.awaitAnswers(6);
            connection.pipeline("/one-by-one/2");
            connection.awaitAnswers(1);
          }
        },
        7);
    assertEquals(
        Map.of(
            "/delayed/{trips}", 3L,
            "/here/{trips}", 1L,
            "/orders/{trips}", 2L,
            "/at-once/{trips}", 4L,
            "/raw/{id}", 1L,
            "/one-by-one/{trips}", 2L),
        seen.trips(),
        program::output);
    assertEquals(13, seen.wire(), program::output);
  }

  /** The request's body comes later, and another of the connection's event loop in between. */
  private static void assertABodyIsAwaited(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.write("POST /bodies/2 HTTP/1.1\r\nHost: here\r\nContent-Type: text/plain\r\n"
                + "Content-Length: 4\r\n\r\nab");
            program.get("/orders/1");
            connection.write("cd");
            connection.awaitAnswers(1);
          }
        },
        2);
    assertEquals(
        Map.of("/bodies/{trips}", 2L, "/orders/{trips}", 1L), seen.trips(), program::output);
    assertEquals(3, seen.wire(), program::output);
  }

  private static void assertAnAbandonedRequestEnds(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.pipeline("/hangs/2");
            connection.await("data:x");
          }
        },
        1);
    assertEquals(Seen.one("/hangs/{trips}", 2), seen, program::output);
  }

  @Test
  void whatARequestHandsToReactorsSchedulersCountsForIt() throws Exception {
    try (RequestProgram program = start("webflux")) {
      assertExact(program);
    }
  }

  @ParameterizedTest
  @CsvSource({"webflux-old", "webflux-new"})
  @Tag("matrix")
  void soItDoesInOlderAndNewerVersions(String libraries) throws Exception {
    try (RequestProgram program = start(libraries)) {
      assertExact(program);
    }
  }

  @ParameterizedTest
  @CsvSource({"webflux-old", "webflux", "webflux-new"})
  @Tag("matrix")
  void soItDoesOnHttp2(String libraries) throws Exception {
    try (RequestProgram program = start(libraries, "h2c")) {
      assertExact(program);
    }
  }
}
