package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Requests;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import org.junit.jupiter.api.Test;

/** HikariCP's own questions to idle connections. */
final class KeepaliveTest {
  private static double validations(Metrics metrics) {
    return metrics.sum("tripmeter_round_trips_total", "kind", "validate");
  }

  private static double request(Metrics metrics, String what, String path) {
    return metrics.sum("tripmeter_request_round_trips_" + what, "route", path);
  }

  @Test
  void theyCountForThePoolAndForNoRequest() {
    // More often than HikariCP takes from its application, so that some come during the request.
    try (Requests requests = Requests.start(
        Requests.on(PostgresServer.shared()).property("tripmeter.pool.keepalive", "100ms"))) {
      double before = validations(requests.scrape().await(metrics -> validations(metrics) > 3));
      assertEquals(200, requests.get("/slow"));
      Metrics after = requests.scrape().await(metrics -> request(metrics, "count", "/slow") == 1);
      assertEquals(1, request(after, "sum", "/slow"));
      assertTrue(validations(after) > before, () -> "none during the request: " + after);
    }
  }
}
