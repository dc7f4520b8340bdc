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

/** Vert.x, HTTP/2 without TLS and HTTP/1.1: what a request does in its context, blocking calls among it, counts for it, under the route of vertx-web. */
final class VertxRequestsTest {
  private static final String[] FAN_OUT = {
    "/blocking/",
    "/unordered/",
    "/one-by-one/",
    "/at-once/",
    "/handled/",
    "/here/",
    "/delayed/",
    "/future/"
  };

  private static final List<Expected> EXPECTED = List.of(
      new Expected("a blocking call", "/blocking/2", 200, "/blocking/:trips", 2),
      new Expected("a blocking handler", "/handled/2", 200, "/handled/:trips", 2),
      new Expected("after a delay", "/delayed/1", 200, "/delayed/:trips", 1),
      new Expected("nothing asked", "/blocking/0", 200, "/blocking/:trips", 0),
      new Expected("a failure", "/fails/1", 500, "/fails/:trips", 1),
      new Expected("a pattern", "/pattern/4711", 200, "/pattern/[0-9]+", 0),
      new Expected("a router in a router", "/shop/items/4711", 200, "/shop/items/:id", 2),
      new Expected("no route", "/nowhere/4711", 404, "/*", 0));

  private static RequestProgram start(String libraries) {
    SortedMap<Integer, Path> jdks = Jdks.found();
    return RequestProgram.of("RequestVertx", jdks.get(jdks.lastKey()), libraries);
  }

  private static void assertExact(RequestProgram program) throws Exception {
    for (Expected one : EXPECTED) {
      one.assertOf(program);
    }
    assertCallsOfOthersAreTheirs(program);
    assertPipelinedRequestsDoNotMix(program);
    assertABodyIsAwaited(program);
    assertAnAbandonedRequestEnds(program);
    assertARequestWithAnErrorIsAnswered(program);
    Crowd.assertSumsAreExact(program, Expected.ofFanOut(":trips", FAN_OUT));
    program.askInHttp1();
    Crowd.assertSumsAreExact(program, Expected.ofFanOut(":trips", FAN_OUT));
    assertFalse(program.output().contains("could not be watched"), program::output);
  }

  private static void assertCallsOfOthersAreTheirs(RequestProgram program) throws Exception {
    Seen seen = program.during(() -> assertEquals(200, program.get("/calls/2").statusCode()), 2);
    assertEquals(
        new Seen(
            Map.of("/calls/:trips", 1L, "/blocking/:trips", 1L),
            Map.of("/calls/:trips", 2L, "/blocking/:trips", 1L),
            3),
        seen,
        program::output);
  }

  private static void assertPipelinedRequestsDoNotMix(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.pipeline(
                "/delayed/3", "/here/1", "/blocking/2", "/blocking/0", "/at-once/4");
            connection.awaitAnswers(5);
            connection.pipeline("/one-by-one/2");
            connection.awaitAnswers(1);
          }
        },
        6);
    assertEquals(
        Map.of(
            "/delayed/:trips", 3L,
            "/here/:trips", 1L,
            "/blocking/:trips", 2L,
            "/at-once/:trips", 4L,
            "/one-by-one/:trips", 2L),
        seen.trips(),
        program::output);
    assertEquals(12, seen.wire(), program::output);
  }

  private static void assertABodyIsAwaited(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.write(
                "POST /bodies/2 HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\nab");
            program.get("/blocking/1");
            connection.write("cd");
            connection.awaitAnswers(1);
          }
        },
        2);
    assertEquals(
        Map.of("/bodies/:trips", 2L, "/blocking/:trips", 1L), seen.trips(), program::output);
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
    assertEquals(Seen.one("/hangs/:trips", 2), seen, program::output);
  }

  private static void assertARequestWithAnErrorIsAnswered(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.write("POST /forms/2 HTTP/1.1\r\nHost: here\r\nContent-Type: "
                + "application/x-www-form-urlencoded\r\nContent-Length: 20002\r\n\r\n");
            connection.write("f=" + "x".repeat(20_000));
            connection.await("HTTP/1.1 400");
          }
        },
        1);
    assertEquals(Seen.one("/forms/:trips", 2), seen, program::output);
  }

  @Test
  void whatARequestDoesInItsContextCountsForIt() throws Exception {
    try (RequestProgram program = start("vertx")) {
      assertExact(program);
    }
  }

  @ParameterizedTest
  @CsvSource({"vertx-old", "vertx-5.0"})
  @Tag("matrix")
  void soItDoesInOlderVersions(String libraries) throws Exception {
    try (RequestProgram program = start(libraries)) {
      assertExact(program);
    }
  }
}
