package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One path, what it is to show, and what is to be reported of it. */
record Expected(String behaviour, String path, int status, String route, int trips) {
  /** The same of javax and jakarta. */
  static List<Expected> ofServlets() {
    return Stream.concat(ofMappings(), ofAsynchronousRequests()).toList();
  }

  /** What of them a crowd asks for: what nobody completes in time would hold it up. */
  static Stream<Expected> ofServletsAtOnce() {
    return Stream.concat(
        ofServlets().stream().filter(one -> !one.path().endsWith("timeout")),
        ofFanOut("*", "/shop/fan/", "/shop/async-fan/"));
  }

  /** These paths, each followed by a number, of as many round trips; their routes have a placeholder for it. */
  static Stream<Expected> ofFanOut(String placeholder, String... paths) {
    return Stream.of(paths)
        .flatMap(path -> IntStream.rangeClosed(0, 5)
            .mapToObj(
                trips -> new Expected("tasks", path + trips, 200, path + placeholder, trips)));
  }

  private static Stream<Expected> ofMappings() {
    return Stream.of(
        new Expected("an exact mapping is its route", "/shop/exact", 200, "/shop/exact", 1),
        new Expected("a prefix hides the ids below it", "/shop/api/o/4711", 200, "/shop/api/*", 2),
        new Expected("a prefix alone is the same route", "/shop/api", 200, "/shop/api/*", 2),
        new Expected("the default mapping hides all", "/shop/some/4711", 200, "/shop/", 3),
        new Expected("an extension hides the name", "/shop/4711.page", 200, "/shop/*.page", 4),
        new Expected("a session id hides too", "/shop/exact;x=47", 200, "/shop/exact", 1),
        new Expected("a filter counts in", "/shop/filtered/4711", 200, "/shop/filtered/*", 3),
        new Expected("a forward is no second request", "/shop/forwards", 200, "/shop/forwards", 3),
        new Expected("an include is no second request", "/shop/includes", 200, "/shop/includes", 4),
        new Expected("a failure is counted once", "/shop/fails", 500, "/shop/fails", 1));
  }

  private static Stream<Expected> ofAsynchronousRequests() {
    return Stream.of(
        new Expected(
            "a dispatch goes on with its request",
            "/shop/async-dispatch/4711",
            200,
            "/shop/async-dispatch/*",
            3),
        new Expected(
            "a dispatch elsewhere too, under the first route",
            "/shop/async-elsewhere",
            200,
            "/shop/async-elsewhere",
            3),
        new Expected(
            "a started task goes on with its request",
            "/shop/async-start/4711",
            200,
            "/shop/async-start/*",
            3),
        new Expected(
            "another thread completes", "/shop/async-complete", 200, "/shop/async-complete", 1),
        new Expected(
            "nobody completes in time", "/shop/async-timeout", 500, "/shop/async-timeout", 1));
  }

  void assertOf(RequestProgram program) throws Exception {
    Seen seen = program.during(() -> assertEquals(status, program.get(path).statusCode()), 1);
    assertEquals(Seen.one(route, trips), seen, program::output);
  }

  @Override
  public String toString() {
    return behaviour + ": " + path;
  }
}
