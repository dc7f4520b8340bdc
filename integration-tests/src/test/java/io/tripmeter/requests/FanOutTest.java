package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.Jdks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request hands to other threads counts for it, and for no other. */
final class FanOutTest {
  private static final int VIRTUAL_THREADS = 21;

  private static List<Expected> expected(int java) {
    List<Expected> all = new ArrayList<>(List.of(
        new Expected("tasks that are waited for", "/submit", 200, "/submit", 3),
        new Expected("tasks without a result", "/execute", 200, "/execute", 2),
        new Expected("the common pool", "/future", 200, "/future", 2),
        new Expected("stages on several executors", "/stages", 200, "/stages", 3),
        new Expected("a parallel stream", "/parallel", 200, "/parallel", 4),
        new Expected("forks", "/forks", 200, "/forks", 4),
        new Expected("a task of a task", "/nested", 200, "/nested", 3),
        new Expected("a scheduler's task of now", "/now", 200, "/now", 1),
        new Expected("the request's thread and another", "/mixed", 200, "/mixed", 3),
        new Expected("a stage that another thread sets off", "/attached", 200, "/attached", 1),
        new Expected("no other thread", "/plain", 200, "/plain", 1)));
    if (java >= VIRTUAL_THREADS) {
      all.add(new Expected("virtual threads", "/virtual", 200, "/virtual", 2));
    }
    return all;
  }

  static Stream<Integer> ends() {
    SortedMap<Integer, Path> found = Jdks.found();
    return Stream.of(found.firstKey(), found.lastKey()).distinct();
  }

  static Stream<Integer> all() {
    return Jdks.found().keySet().stream();
  }

  private static void assertExact(int java) throws Exception {
    try (RequestProgram program = RequestProgram.fanOut(java)) {
      for (Expected one : expected(java)) {
        one.assertOf(program);
      }
      Crowd.assertSumsAreExact(program, expected(java));
      assertFalse(program.output().contains("WARNING"), program::output);
    }
  }

  @ParameterizedTest
  @MethodSource("ends")
  void sumsAreExactWhenManyFanOutAtOnce(int java) throws Exception {
    assertExact(java);
  }

  @ParameterizedTest
  @MethodSource("all")
  @Tag("matrix")
  void sumsAreExactOnEveryJava(int java) throws Exception {
    assertExact(java);
  }

  /** On threads of the application's own. A request waits for it, and for others' connections as well. */
  @ParameterizedTest
  @MethodSource("ends")
  void whatAPoolDoesToOpenAConnectionIsThePools(int java) throws Exception {
    try (RequestProgram program = RequestProgram.fanOut(java)) {
      program.await("DB session settings applied pool=demand");
      long before = program.counted();
      Seen seen = program.during(() -> program.get("/opens"), 1);
      assertEquals(Seen.one("/opens", 1).trips(), seen.trips(), program::output);
      assertTrue(seen.wire() > 4, () -> "set up: " + seen);
      assertEquals(seen.wire(), program.counted() - before, program::output);
    }
  }

  /** What a late task hands out is nobody's. */
  @ParameterizedTest
  @MethodSource("ends")
  void whatOutlivesTheRequestIsLate(int java) throws Exception {
    try (RequestProgram program = RequestProgram.fanOut(java)) {
      Seen request = program.during(() -> program.get("/outlived"), 1);
      assertEquals(Seen.one("/outlived", 1), request, program::output);
      assertEquals(Map.of(), program.late());
      Seen afterwards = program.during(() -> program.get("/release"), 1);
      assertEquals(new Seen(Map.of("/release", 1L), Map.of(), 4), afterwards, program::output);
      assertEquals(Map.of("/outlived", 3L), program.late(), program::output);
      assertEveryTripIsTheRequestsOrLate(program);
    }
  }

  private static void assertEveryTripIsTheRequestsOrLate(RequestProgram program) throws Exception {
    int requests = 800;
    Expected forgets = new Expected("a task is forgotten", "/forgets", 200, "/forgets", 1);
    List<Expected> asked = Collections.nCopies(requests, forgets);
    Seen seen = program.during(() -> Crowd.ask(program, asked), requests);
    assertEquals(2 * requests, seen.wire());
    long late = program.late().getOrDefault("/forgets", 0L);
    assertTrue(late > 0, "some of the tasks are late");
    assertEquals(seen.wire(), seen.trips().get("/forgets") + late, program::output);
  }

  /** It is a job then. */
  @Test
  void whatRunsLaterIsNotTheRequests() throws Exception {
    try (RequestProgram program = RequestProgram.fanOut(Jdks.found().lastKey())) {
      Seen seen = program.during(
          () -> {
            program.get("/later");
            Thread.sleep(600);
          },
          1);
      assertEquals(Seen.one("/later", 1).trips(), seen.trips(), program::output);
      assertEquals(2, seen.wire(), program::output);
    }
  }
}
