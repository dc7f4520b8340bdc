package io.tripmeter.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** JobRunr's dashboard and job server (HikariCP, the JDK's HTTP server): the same answers, exact sums, and lines of its own as callers. */
@Tag("matrix")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class JobRunrTest {
  static final List<String> PLACES = Site.PLACES;

  @SuppressWarnings("NullAway.Init")
  private static Path jar;

  @BeforeAll
  static void build() throws Exception {
    jar = JobRunr.build();
  }

  @ParameterizedTest
  @FieldSource("PLACES")
  void aClientSeesNoDifference(String place) throws Exception {
    List<String> bare;
    try (Site site = Site.of(place);
        JobRunr dashboard = JobRunr.start(ForkedJvm.ofJar(jar), site)) {
      bare = dashboard.use();
      assertEquals(List.of(), Said.errors(dashboard.jvm()));
    }
    try (Site site = Site.of(place);
        JobRunr dashboard = JobRunr.start(
            ForkedJvm.ofJar(jar).agent("metrics.listen=127.0.0.1:0,slow-query.threshold=1ms"),
            site)) {
      assertEquals(bare, Sums.assertExact(dashboard.jvm(), site.link(), dashboard::use));
      Set<String> routes = Sums.routes(dashboard.jvm());
      assertTrue(routes.contains("/api"), routes::toString);
      assertEquals(List.of(), Said.errors(dashboard.jvm()));
      assertEquals(
          List.of(),
          Said.strangeCallers(dashboard.jvm(), "org.jobrunr.").stream()
              .filter(line -> !line.contains(" caller=example.JobRunrDashboard.main("))
              .toList());
      assertEquals(List.of(), Said.warnings(dashboard.jvm()), dashboard.jvm()::output);
    }
  }
}
