package io.tripmeter.requests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.programs.Packaged;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Helidon 4's own server, on virtual threads, packaged with a folder of libraries. */
final class HelidonRequestsTest {
  private static final int JAVA = 21;

  private static List<Expected> expected() {
    return List.of(
        new Expected("a pattern is the route", "/orders/4711", 200, "/orders/{id}", 1),
        new Expected("filters count in", "/filtered/4711", 200, "/filtered/{id}", 3),
        new Expected("tasks", "/fan/0", 200, "/fan/{tasks}", 0),
        new Expected("tasks", "/fan/4", 200, "/fan/{tasks}", 4),
        new Expected("virtual threads", "/virtual/5", 200, "/virtual/{tasks}", 5),
        new Expected("a failure is counted once", "/fails/4711", 500, "/fails/{id}", 1),
        new Expected(
            "a registered service", "/shops/12/items/4711", 200, "/shops/{shop}/items/{item}", 3),
        new Expected(
            "a service that names its parameter as its handler does",
            "/users/alice/orders/7",
            200,
            "/users/{id}/orders/{id}",
            1),
        new Expected(
            "a service below anything", "/any/alice/orders/7", 200, "/any/*/orders/{id}", 1),
        new Expected("what no pattern matches", "/nothing/4711", 404, "unknown", 0));
  }

  /** On the oldest Java for it, and in the matrix on the newest as well. */
  @Test
  void aRequestIsCountedOnceWithItsPattern() throws Exception {
    assertExactOn(Jdks.found().tailMap(JAVA).values().stream().findFirst());
  }

  @Test
  @Tag("matrix")
  void onTheNewestJava() throws Exception {
    assertExactOn(Optional.of(Jdks.found().lastEntry().getValue()));
  }

  private static void assertExactOn(Optional<Path> java) throws Exception {
    Optional<Path> compiler = Packaged.compilerFor(JAVA);
    assumeTrue(java.isPresent() && compiler.isPresent(), "no JDK 21 or later");
    Path jar = Packaged.of(
        compiler.get(), JAVA, Libraries.ofFolder("helidon"), "HelidonApplication", "Trips");
    try (RequestProgram program = RequestProgram.packaged(java.get(), jar)) {
      for (Expected one : expected()) {
        one.assertOf(program);
      }
      Crowd.assertSumsAreExact(program, expected());
    }
  }
}
