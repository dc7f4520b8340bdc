package io.tripmeter.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.testing.Jdks;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Nessie's server (Quarkus, Agroal, plain JDBC): the same answers, exact sums, and lines of its own as callers. */
@Tag("matrix")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class NessieTest {
  static final List<String> PLACES = Site.PLACES;

  private static final Set<String> ROUTES = Set.of(
      "/api/v2/config",
      "/api/v2/trees",
      "/api/v2/trees/{branch}/history/commit",
      "/api/v2/trees/{branch}/history/merge",
      "/api/v2/trees/{ref}/entries",
      "/api/v2/trees/{ref}/history");

  /** The first request writes what an empty store begins with, and a difference reads its contents, one after the other. */
  private static final Set<String> REPEATING =
      Set.of("/api/v2/config", "/api/v2/trees/{from-ref}/diff/{to-ref}");

  private static final List<String> WARNINGS = List.of(
      "warn: statement is being repeated in one request (N+1); fetch it once for all with a join or = ANY (?), or send it as a batch");

  @BeforeAll
  static void java21() {
    assumeTrue(Jdks.home(21).isPresent(), Jdks::report);
  }

  @ParameterizedTest
  @FieldSource("PLACES")
  void aClientSeesNoDifference(String place) throws Exception {
    List<String> bare;
    try (Site site = Site.of(place);
        Nessie nessie = Nessie.start(Nessie.program(), site)) {
      bare = nessie.use();
      assertEquals(List.of(), Said.errors(nessie.jvm()));
    }
    try (Site site = Site.of(place);
        Nessie nessie = Nessie.start(
            Nessie.program().agent("metrics.listen=127.0.0.1:0,slow-query.threshold=1ms"), site)) {
      assertEquals(bare, Sums.assertExact(nessie.jvm(), site.link(), nessie::use));
      Set<String> routes = Sums.routes(nessie.jvm());
      assertTrue(routes.containsAll(ROUTES), routes::toString);
      assertEquals(List.of(), Said.errors(nessie.jvm()));
      assertEquals(List.of(), Said.strangeCallers(nessie.jvm(), "org.projectnessie."));
      assertEquals(WARNINGS, Said.warnings(nessie.jvm()), nessie.jvm()::output);
      assertEquals(REPEATING, Said.repeatingRoutes(nessie.jvm()));
    }
  }
}
