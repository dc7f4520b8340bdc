package io.tripmeter.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final Metrics PAGE = Metrics.parse("""
      # HELP trips_total of a pool
      # TYPE trips_total counter
      trips_total{kind="query",pool="a \\"b\\""} 3.0
      trips_total{kind="commit",pool="a \\"b\\""} 2.0
      duration_seconds_bucket{le="+Inf"} 5 1700000000000
      up 1
      """);

  @Test
  void samplesAreFoundByNameAndSomeOfTheirLabels() {
    assertEquals(5.0, PAGE.sum("trips_total"));
    assertEquals(5.0, PAGE.sum("trips_total", "pool", "a \"b\""));
    assertEquals(Optional.of(2.0), PAGE.value("trips_total", "kind", "commit"));
    assertEquals(Optional.of(5.0), PAGE.value("duration_seconds_bucket", "le", "+Inf"));
    assertEquals(Optional.of(1.0), PAGE.value("up"));
    assertEquals(Optional.empty(), PAGE.value("down"));
    assertThrows(IllegalArgumentException.class, () -> PAGE.value("trips_total"));
  }
}
