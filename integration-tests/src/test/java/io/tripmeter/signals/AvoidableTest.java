package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** For each route, how many of its round trips nobody needed, by reason; and what is needed is not among them. */
final class AvoidableTest {
  private static final List<String> PATHS = List.of(
      "/needed", "/validation", "/isolation", "/schema", "/read-only", "/repeat", "/inserts");

  /** Twice each; the sums are the wire's, as the tests of round trips show. */
  private static final int TIMES = 2;

  private static Map<String, Long> sums(Metrics metrics) {
    Map<String, Long> sums = new TreeMap<>();
    metrics.samples().stream()
        .filter(sample -> sample.name().equals("tripmeter_request_avoidable_total"))
        .forEach(sample -> sums.put(
            sample.labels().get("route") + " " + sample.labels().get("reason"),
            Math.round(sample.value())));
    return sums;
  }

  @Test
  void theyAreCountedByRouteAndReason() throws Exception {
    PostgresServer server = PostgresServer.shared();
    try (ForkedJvm jvm = ForkedJvm.of("example.AvoidableServer")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .agent("metrics.listen=127.0.0.1:0,metrics.wait=true")
        .argument(server.url(), server.user(), server.password())
        .start()) {
      Scrape scrape = Scrape.of(jvm);
      String port = jvm.await("^listening on (\\d+)").group(1);
      HttpClient client = HttpClient.newHttpClient();
      for (String path : PATHS) {
        for (int i = 0; i < TIMES; i++) {
          URI uri = URI.create("http://127.0.0.1:" + port + path);
          assertEquals(
              200,
              client
                  .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                  .statusCode(),
              jvm::output);
        }
      }
      Metrics metrics = scrape.await(
          now -> now.sum("tripmeter_request_round_trips_count") == TIMES * PATHS.size());
      assertEquals(
          new TreeMap<>(Map.of(
              "/validation validation",
              2L,
              "/isolation isolation",
              2L * 2,
              "/schema search_path",
              2L * 2,
              "/read-only read_only_commit",
              2L,
              "/repeat repeat",
              2L * 5,
              "/inserts single_write",
              2L * 5)),
          sums(metrics));
      Map<String, Long> needed = new TreeMap<>();
      for (String path : PATHS) {
        needed.put(
            path,
            Math.round(metrics.sum("tripmeter_request_round_trips_sum", "route", path)
                    - metrics.sum("tripmeter_request_avoidable_total", "route", path))
                / TIMES);
      }
      assertEquals(
          new TreeMap<>(Map.of(
              "/needed", 3L,
              "/validation", 1L,
              "/isolation", 2L,
              "/schema", 1L,
              "/read-only", 1L,
              "/repeat", 1L,
              "/inserts", 2L)),
          needed);
      JsonNode repeat = avoidable(scrape, "/repeat");
      assertEquals("repeat", repeat.path("reason").asText());
      assertEquals(10, repeat.path("round_trips").asInt());
      assertEquals(5.0, repeat.path("mean").asDouble());
      assertTrue(
          repeat.path("where").path(0).asText().startsWith("example.Sql.run(Sql.java:"),
          repeat::toString);
    }
  }

  private static JsonNode avoidable(Scrape scrape, String route) {
    for (JsonNode each : scrape.json("/overview").path("avoidable")) {
      if (each.path("route").asText().equals(route)) {
        return each;
      }
    }
    throw new AssertionError(scrape.get("/overview").body());
  }
}
