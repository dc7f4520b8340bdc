package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * An application over a link with an N+1, a validation that nobody needs, a statement that the database takes long for and a pool that is too
 * small is told so, the worst first; and its slow requests are shown as what was on the wire.
 */
final class ProblemsTest {
  private static final Duration ROUND_TRIP = Duration.ofMillis(20);
  private static final int ALONE = 20;

  /** Two at a time share one connection, so all but one wait. */
  private static final int TOGETHER = 14;

  private static final int REPEATS = 6;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static CompletableFuture<HttpResponse<String>> send(String port, String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return CLIENT.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static JsonNode overview(Scrape scrape) throws IOException {
    return new ObjectMapper().readTree(scrape.get("/overview?download").body());
  }

  @Test
  void theWorstIsFirstAndASlowRequestIsWhatWasOnTheWire() throws Exception {
    PostgresServer server = PostgresServer.shared();
    try (Link link = Link.to(server).roundTrip(ROUND_TRIP).open();
        ForkedJvm jvm = ForkedJvm.of("example.AvoidableServer")
            .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
            .agent("metrics.listen=127.0.0.1:0,metrics.wait=true,pool.max-size=1,"
                + "slow-query.threshold=100ms")
            .argument(server.url(link), server.user(), server.password())
            .start()) {
      Scrape scrape = Scrape.of(jvm);
      String port = jvm.await("^listening on (\\d+)").group(1);
      for (int i = 0; i < 3; i++) {
        assertEquals(200, send(port, "/validation").join().statusCode());
        assertEquals(200, send(port, "/slow").join().statusCode());
      }
      for (int i = 1; i < ALONE; i++) {
        assertEquals(200, send(port, "/repeat").join().statusCode());
      }
      List<CompletableFuture<HttpResponse<String>>> together = new ArrayList<>();
      for (int i = 0; i < TOGETHER; i++) {
        together.add(send(port, "/repeat"));
      }
      together.forEach(CompletableFuture::join);
      Link.Count mark = link.mark();
      assertEquals(200, send(port, "/repeat").join().statusCode());
      int requests = ALONE + TOGETHER;
      scrape.await(
          now -> now.sum("tripmeter_request_round_trips_count", "route", "/repeat") == requests);

      JsonNode overview = overview(scrape);
      problems(overview, requests);
      JsonNode slow = overview.get("slow_requests");
      waterfall(slow.get(0), link.since(mark).turnArounds());
      assertEquals(
          requests,
          slow.findValuesAsText("name").stream().filter("GET /repeat"::equals).count());
      assertTrue(slow.findValuesAsText("kind").contains("wait"), slow::toString);
      slow.findParents("at_ms")
          .forEach(span -> assertEquals(
              span.get("kind").asText().equals("wait"),
              span.get("link_ms").isNull(),
              slow::toString));
      assertFalse(overview.toString().contains("SELECT 1"), "a literal");
    }
  }

  private static void problems(JsonNode overview, int requests) {
    JsonNode problems = overview.get("problems");
    JsonNode first = problems.get(0);
    assertEquals("repeated", first.get("kind").asText(), problems::toString);
    assertTrue(
        first.get("where").asText().matches("example\\.Sql\\.run\\(Sql\\.java:\\d+\\)"),
        first::toString);
    assertTrue(
        first
            .get("callers")
            .get(0)
            .asText()
            .startsWith("example.AvoidableServer.repeat(AvoidableServer.java:"),
        first::toString);
    assertEquals("/repeat", first.get("route").asText());
    assertEquals("SELECT ?", first.get("sql").asText());
    assertEquals(
        "5 avoidable round trips a request, " + requests + " times so far",
        first.get("number").asText());
    double fastest = overview.get("pools").get(0).get("link_ms").get("fastest").asDouble();
    assertEquals(
        requests * (REPEATS - 1) * fastest / 1e3,
        first.get("saves_s_per_hour").asDouble(),
        0.002,
        first::toString);
    List<String> kinds = problems.findValuesAsText("kind");
    assertTrue(kinds.containsAll(List.of("pool-small", "avoidable")), problems::toString);
    JsonNode small = problems.get(kinds.indexOf("pool-small"));
    assertEquals("pool.max-size=2", small.get("setting").asText(), small::toString);
    assertEquals("validation", word(problems.get(kinds.indexOf("avoidable")), 1));
    slow(problems);
    // On a busy machine other statements may be slow as well.
    assertEquals(
        3, kinds.stream().filter(kind -> !kind.equals("slow")).count(), problems::toString);
  }

  private static void slow(JsonNode problems) {
    JsonNode problem = problems.get(problems.findValuesAsText("route").indexOf("/slow"));
    assertTrue(
        problem.get("where").asText().matches("example\\.Sql\\.run\\(Sql\\.java:\\d+\\)"),
        problem::toString);
    assertTrue(
        problem
            .get("callers")
            .get(0)
            .asText()
            .startsWith("example.AvoidableServer.slow(AvoidableServer.java:"),
        problem::toString);
    assertEquals("slow", problem.get("kind").asText());
    assertEquals("SELECT pg_sleep(?)", problem.get("sql").asText());
    assertEquals("slow-query.explain=true", problem.get("setting").asText());
    assertTrue(problem.get("saves_s_per_hour").asDouble() >= 3 * 0.05, problem::toString);
  }

  private static String word(JsonNode problem, int index) {
    return problem.get("id").asText().split(" ")[index];
  }

  private static void waterfall(JsonNode request, long turnArounds) {
    assertEquals("GET /repeat", request.get("name").asText());
    assertEquals(turnArounds, request.get("round_trips").asLong());
    JsonNode spans = request.get("spans");
    assertEquals(turnArounds, spans.size(), request::toString);
    double end = 0;
    for (JsonNode span : spans) {
      assertEquals("query", span.get("kind").asText());
      assertEquals("SELECT ?", span.get("sql").asText());
      assertTrue(span.get("at_ms").asDouble() >= end, request::toString);
      double link = span.get("link_ms").asDouble();
      assertTrue(link > 0 && link <= span.get("millis").asDouble(), request::toString);
      end = span.get("at_ms").asDouble() + span.get("millis").asDouble() - 0.002;
    }
    assertTrue(end <= request.get("millis").asDouble(), request::toString);
    assertEquals(0, request.get("left_out").asInt());
  }
}
