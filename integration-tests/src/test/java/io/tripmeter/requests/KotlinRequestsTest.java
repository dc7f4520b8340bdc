package io.tripmeter.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.PackagedApplications;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kotlin with Exposed and coroutines: a caller is a line of the application's, in lambdas and suspend functions too. */
@Tag("matrix")
final class KotlinRequestsTest {
  private static final List<String> PATHS =
      List.of("/blocking/", "/lambda/", "/suspended/", "/async/", "/deferred/", "/lazy/", "/list/");

  /** What the marks of the lines say, by path. Exposed's lazy references are delegates of an entity's property, which is its line. */
  private static final Map<String, String> CALLERS = Map.of(
      "/blocking/", "blocking",
      "/lambda/", "lambda",
      "/suspended/", "suspended",
      "/lazy/", "reference",
      "/list/", "list");

  @Test
  void countsAreExactAndCallersAreLines() throws Exception {
    try (RequestProgram program =
        RequestProgram.packaged(Jdks.running(), PackagedApplications.kotlin())) {
      for (String path : PATHS) {
        of(path, 6).assertOf(program);
      }
      assertCallers(program);
      Crowd.assertSumsAreExact(program, all());
    }
  }

  private static Stream<Expected> all() {
    return PATHS.stream()
        .flatMap(path -> IntStream.rangeClosed(0, 5).mapToObj(statements -> of(path, statements)));
  }

  private static Expected of(String path, int statements) {
    return new Expected("statements", path + statements, 200, path, trips(path, statements));
  }

  /** So many statements, what fetches the entities, and the commit of a transaction that has begun. */
  private static int trips(String path, int statements) {
    return switch (path) {
      case "/async/" -> 2 * statements;
      case "/lazy/", "/list/" -> statements + 2;
      default -> statements == 0 ? 0 : statements + 1;
    };
  }

  private static void assertCallers(RequestProgram program) throws Exception {
    List<String> source =
        Files.readAllLines(Path.of("kotlin", "src", "main", "kotlin", "example", "Shops.kt"));
    for (Map.Entry<String, String> expected : CALLERS.entrySet()) {
      String mark = "// " + expected.getValue();
      int line = 1
          + source.stream()
              .filter(text -> text.endsWith(mark))
              .mapToInt(source::indexOf)
              .sum();
      List<String> repeated = program
          .output()
          .lines()
          .filter(text -> text.contains("statement repeated"))
          .filter(text -> text.contains("route=" + expected.getKey() + " "))
          .map(text -> text.replaceFirst(".* caller=(\\S+\\)).*", "$1"))
          .map(text -> text.replaceFirst("example\\.\\w+\\.[\\w$]+", ""))
          .toList();
      assertEquals(List.of("(Shops.kt:" + line + ")"), repeated, program::output);
    }
  }
}
