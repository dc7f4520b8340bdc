package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tripmeter.testing.Jdks;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What coroutines, Scala's futures and Reactor do for a request counts for it, whoever's thread resumes it. */
final class ContinuationsTest {
  private static final List<Expected> EXPECTED = List.of(
      new Expected("a coroutine on Dispatchers.Default", "/default", 200, "/default", 6),
      new Expected("a coroutine on Dispatchers.IO", "/io", 200, "/io", 6),
      new Expected("a coroutine on Dispatchers.Unconfined", "/unconfined", 200, "/unconfined", 6),
      new Expected("a coroutine on an executor", "/executor", 200, "/executor", 6),
      new Expected("Scala's futures on the global context", "/global", 200, "/global", 4),
      new Expected("Scala's futures on an executor", "/pool", 200, "/pool", 4),
      new Expected("Reactor's schedulers", "/elastic", 200, "/elastic", 3));

  private static void assertExact(int java) throws Exception {
    try (RequestProgram program = RequestProgram.continuations(java)) {
      for (Expected one : EXPECTED) {
        one.assertOf(program);
      }
      assertNobodysListenerIsNobodys(program);
      Crowd.assertSumsAreExact(program, EXPECTED);
      assertFalse(program.output().contains("WARNING"), program::output);
    }
  }

  /** It was launched at the start on Dispatchers.Unconfined, and runs where a request wakes it. */
  private static void assertNobodysListenerIsNobodys(RequestProgram program) throws Exception {
    Map<String, Long> late = program.late();
    for (String path : List.of("/wakes", "/wakes-too", "/wakes-too")) {
      assertEquals(
          new Seen(Map.of(path, 1L), Map.of(), 1), program.during(() -> program.get(path), 1));
    }
    assertEquals(late, program.late());
  }

  @Test
  void sumsAreExact() throws Exception {
    assertExact(Jdks.found().lastKey());
  }

  static Stream<Integer> all() {
    return Jdks.found().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  @Tag("matrix")
  void sumsAreExactOnEveryJava(int java) throws Exception {
    assertExact(java);
  }
}
