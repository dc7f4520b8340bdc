package io.tripmeter.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** N+1 from lazy loading, with Hibernate 5.6. With 6.6: {@link SpringBootTest}. */
final class LazyAssociationsTest {
  private static final int OWNERS = 8;

  @Test
  void theLineOfTheApplicationAndTheReasonAreNamed() {
    // Its own: Hibernate makes tables.
    try (PostgresServer server = PostgresServer.start();
        ForkedJvm jvm = ForkedJvm.of("example.LazyAssociations")
            .classPath(Libraries.childClasses(), Libraries.pgjdbc(Libraries.NEWEST_PGJDBC))
            .classPath(Libraries.ofFolder("hibernate-javax"))
            .agent("metrics.listen=off")
            .argument(server.url(), server.user(), server.password())
            .start()) {
      jvm.await("^ready$");
      jvm.say("");
      jvm.await("^done$");
      List<String> lines = jvm.output()
          .lines()
          .filter(line -> line.contains("statement is being repeated in one job (N+1)"))
          .toList();
      assertEquals(3, lines.size(), jvm::output);
      assertIsLazy(lines.get(0), "petsOfOwners");
      assertIsLazy(lines.get(1), "ownersOfPets");
      assertTrue(lines.get(2).contains(" caller=example.LazyAssociations.call("), lines.get(2));
      assertFalse(lines.get(2).contains(" reason="), lines.get(2));
      assertEquals(
          3, jvm.output().lines().filter(line -> line.equals("found " + OWNERS)).count());
    }
  }

  private static void assertIsLazy(String line, String method) {
    assertTrue(
        line.matches(".* caller=example\\.LazyAssociations\\." + method
            + "\\(LazyAssociations\\.java:\\d+\\) reason=\"lazy association\""),
        line);
  }
}
