package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One request, whatever servlets, filters, dispatches and threads it goes through: on Tomcat 10.1 and 11 (jakarta) and 9.0 (javax). */
@ParameterizedClass(name = "{0}")
@MethodSource("versions")
final class TomcatRequestsTest {
  private static final String CROWD = "crowd";

  private static RequestProgram program;

  @Parameter
  String version;

  static List<String> versions() {
    return Libraries.inMatrix() ? List.of("9", "10", "11") : List.of("9", "10");
  }

  @BeforeParameterizedClassInvocation
  static void start(String version) {
    program = RequestProgram.tomcat(Jdks.running(), version);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    program.close();
  }

  static List<Expected> expected() {
    return Stream.concat(ofMappings(), ofDispatches()).toList();
  }

  private static Stream<Expected> ofMappings() {
    return Stream.of(
        new Expected("an exact mapping is its route", "/shop/exact", 200, "/shop/exact", 1),
        new Expected("a prefix hides the id", "/shop/api/4711", 200, "/shop/api/*", 2),
        new Expected("an extension hides the name", "/shop/4711.html", 200, "/shop/*.html", 1),
        new Expected("the default mapping hides all", "/shop/some/4711", 200, "/shop/", 1),
        new Expected("a filter counts in", "/shop/filtered/4711", 200, "/shop/filtered/*", 3),
        new Expected("a valve counts in", "/shop/exact?valve=passes", 200, "/shop/exact", 2),
        new Expected(
            "what a valve refuses", "/shop/api/4711?valve=refuses", 403, "/shop/api/*", 1));
  }

  /** What is included has the including request's path, and so its cost. */
  private static Stream<Expected> ofDispatches() {
    return Stream.of(
        new Expected("a forward", "/shop/exact?do=forward", 200, "/shop/exact", 3),
        new Expected("an include", "/shop/exact?do=include", 200, "/shop/exact", 2),
        async("an asynchronous dispatch", "dispatch", 3),
        async("a task of the container", "start", 3),
        async("all of many tasks at once", CROWD, 1 + 8 * 25),
        async("another thread completes", "thread", 1));
  }

  private static Expected async(String behaviour, String how, int trips) {
    return new Expected(behaviour, "/shop/async/4711?do=" + how, 200, "/shop/async/*", trips);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expected")
  void aRequestIsCountedOnceWithItsRouteAndItsRoundTrips(Expected expected) throws Exception {
    expected.assertOf(program);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/shop;user=alice", "/%73hop", "/x/../shop", "//shop"})
  void theContextPathIsTheServersHoweverTheClientSpellsIt(String spelled) throws Exception {
    Seen seen = program.during(() -> Spelled.get(program.port(), spelled + "/api/4711"), 1);
    assertEquals(Map.of("/shop/api/*", 1L), seen.requests(), program::output);
  }

  @Test
  void sumsAreExactWhenManyAskAtOnce() throws Exception {
    Crowd.assertSumsAreExact(
        program,
        Stream.concat(
            expected().stream().filter(one -> !one.path().endsWith(CROWD)),
            Expected.ofFanOut("*", "/shop/fan/")));
  }

  /** Tomcat renders it when the request's servlets and filters are done. */
  @ParameterizedTest
  @CsvSource({"error, 2", "throw, 2", "error-includes, 3"})
  void anErrorPageIsAPartOfItsRequest(String how, long trips) throws Exception {
    Seen seen = program.during(
        () -> assertEquals(500, program.get("/shop/exact?do=" + how).statusCode()), 1);
    assertEquals(
        new Seen(Map.of("/shop/exact", 1L), Map.of("/shop/exact", trips), trips),
        seen,
        program::output);
  }
}
