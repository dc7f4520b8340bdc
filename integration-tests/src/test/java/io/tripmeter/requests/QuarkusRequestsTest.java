package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tripmeter.testing.Libraries;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Quarkus REST, as Quarkus packages it: what a request hands to Quarkus' worker threads counts for it, under its JAX-RS template. */
@Tag("matrix")
final class QuarkusRequestsTest {
  private static final String[] FAN_OUT = {
    "/orders/blocking/",
    "/orders/uni/",
    "/orders/delayed/",
    "/orders/one-by-one/",
    "/orders/managed/",
    "/orders/vertx/",
    "/orders/at-once/"
  };

  private static final List<Expected> EXPECTED = List.of(
      new Expected("on a worker", "/orders/blocking/2", 200, "/orders/blocking/{trips}", 2),
      new Expected(
          "the locator of a resource, and that of another below it",
          "/orders/shops/47/shelves/11/2",
          200,
          "/orders/shops/{shop}/shelves/{shelf}/{trips}",
          2),
      new Expected(
          "a resource that is all of its locator's path",
          "/orders/shops/47/shelves/11",
          200,
          "/orders/shops/{shop}/shelves/{shelf}",
          1),
      new Expected(
          "a locator of its own class, twice",
          "/orders/shops/47" + "/of/alice".repeat(2) + "/3",
          200,
          "/orders/shops/{shop}" + "/of/{owner}".repeat(2) + "/{trips}",
          3),
      new Expected(
          "with eight templates",
          "/orders/shops/47" + "/of/alice".repeat(6) + "/3",
          200,
          "/orders/shops/{shop}" + "/of/{owner}".repeat(6) + "/{trips}",
          3),
      new Expected(
          "with nine",
          "/orders/shops/47" + "/of/alice".repeat(7) + "/3",
          200,
          "/orders/shops/{shop}" + "/of/{owner}".repeat(7) + "/*",
          3),
      new Expected(
          "with as many as the client likes",
          "/orders/shops/47" + "/of/alice".repeat(300) + "/3",
          200,
          "/orders/shops/{shop}" + "/of/{owner}".repeat(7) + "/*",
          3),
      new Expected("no resource", "/nowhere/4711", 404, "/*", 0));

  @Test
  void whatARequestHandsToWorkersCountsForIt() throws Exception {
    try (RequestProgram program = RequestProgram.packaged(Libraries.quarkus())) {
      for (Expected one : EXPECTED) {
        one.assertOf(program);
      }
      for (String path : FAN_OUT) {
        new Expected("", path + 3, 200, path + "{trips}", 3).assertOf(program);
      }
      assertPipelinedRequestsDoNotMix(program);
      Crowd.assertSumsAreExact(program, Expected.ofFanOut("{trips}", FAN_OUT));
      program.askInHttp1();
      Crowd.assertSumsAreExact(program, Expected.ofFanOut("{trips}", FAN_OUT));
      assertFalse(program.output().contains("could not be watched"), program::output);
    }
  }

  private static void assertPipelinedRequestsDoNotMix(RequestProgram program) throws Exception {
    Seen seen = program.during(
        () -> {
          try (OneConnection connection = new OneConnection(program)) {
            connection.pipeline("/orders/delayed/3", "/orders/blocking/1", "/orders/uni/2");
            connection.awaitAnswers(3);
          }
        },
        3);
    assertEquals(
        Map.of(
            "/orders/delayed/{trips}", 3L,
            "/orders/blocking/{trips}", 1L,
            "/orders/uni/{trips}", 2L),
        seen.trips(),
        program::output);
  }
}
