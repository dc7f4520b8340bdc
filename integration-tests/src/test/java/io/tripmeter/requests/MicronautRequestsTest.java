package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Pause;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Metrics;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Micronaut on Netty: what a request hands to Micronaut's executors counts for it, under its controller's template. */
@Tag("matrix")
final class MicronautRequestsTest {
  private static final String[] FAN_OUT = {
    "/orders/blocking/",
    "/orders/io/",
    "/orders/here/",
    "/orders/future/",
    "/orders/mono/",
    "/orders/at-once/"
  };

  @Test
  void whatARequestHandsToExecutorsCountsForIt() throws Exception {
    try (RequestProgram program = RequestProgram.packaged(Libraries.micronaut())) {
      for (String path : FAN_OUT) {
        new Expected("", path + 3, 200, path + "{trips}", 3).assertOf(program);
      }
      new Expected("no route", "/nowhere/4711", 404, "/*", 0).assertOf(program);
      assertPipelinedRequestsDoNotMix(program);
      assertABodyIsAwaited(program);
      assertAnAbandonedRequestEnds(program);
      Crowd.assertSumsAreExact(program, Expected.ofFanOut("{trips}", FAN_OUT));
      assertItsRegistryShowsTheMeters(program);
      assertFalse(program.output().contains("could not be watched"), program::output);
    }
  }

  /** Beside its own, with the tag that all of them have. */
  private static void assertItsRegistryShowsTheMeters(RequestProgram program) {
    long trips = program.tripsOfRequests();
    Pause.until(
        () -> registry(program).sum("tripmeter_request_round_trips_total", "app", "shop") == trips,
        ForkedJvm.PATIENCE,
        () -> trips + " " + registry(program));
    Metrics shown = registry(program);
    assertTrue(shown.sum("jvm_classes_loaded_classes", "app", "shop") > 0, shown::toString);
    assertTrue(
        shown.samples().stream()
            .filter(sample -> sample.name().startsWith("tripmeter_"))
            .allMatch(sample -> "shop".equals(sample.labels().get("app"))),
        shown::toString);
  }

  private static Metrics registry(RequestProgram program) {
    try {
      return Metrics.parse(program.get("/prometheus").body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(program.output(), e);
    }
  }

  private static void assertPipelinedRequestsDoNotMix(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.pipeline("/orders/at-once/3", "/orders/blocking/1", "/orders/mono/2");
            connection.awaitAnswers(3);
          }
        },
        3);
    assertEquals(
        Map.of(
            "/orders/at-once/{trips}", 3L,
            "/orders/blocking/{trips}", 1L,
            "/orders/mono/{trips}", 2L),
        seen.trips(),
        program::output);
  }

  private static void assertABodyIsAwaited(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.write("POST /orders/bodies/2 HTTP/1.1\r\nHost: here\r\n"
                + "Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nab");
            program.get("/orders/blocking/1");
            connection.write("cd");
            connection.awaitAnswers(1);
          }
        },
        2);
    assertEquals(
        Map.of("/orders/bodies/{trips}", 2L, "/orders/blocking/{trips}", 1L),
        seen.trips(),
        program::output);
  }

  private static void assertAnAbandonedRequestEnds(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.pipeline("/orders/blocking/4");
          }
        },
        1);
    assertEquals(Seen.one("/orders/blocking/{trips}", 4), seen, program::output);
  }
}
