package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripmeter.programs.Requests;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The JSON document of a real application says what its metrics say. */
final class OverviewTest {
  private static final int SLOW_MILLIS = 500;

  private static Requests requests;
  private static Scrape scrape;
  private static Metrics metrics;
  private static JsonNode overview;

  @BeforeAll
  static void start() {
    requests = Requests.start(Requests.on(PostgresServer.shared())
        .property("pool.size", "4")
        .property("tripmeter.service-name", "shop")
        .property("tripmeter.session.statement-timeout", "30s"));
    scrape = requests.scrape();
    requests.jvm().await("warm-up complete");
    requests.jvm().await("DB session settings applied");
    for (String path : new String[] {"/none", "/three", "/three", "/repeat", "/slow", "/open"}) {
      assertEquals(200, requests.get(path));
    }
    metrics = scrape.await(now -> now.sum("tripmeter_request_round_trips_count") == 6);
    overview = read(scrape.get("/overview?download"));
  }

  @AfterAll
  static void stop() {
    requests.close();
  }

  private static JsonNode read(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode());
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }

  private static JsonNode having(String array, String key, String value) {
    return StreamSupport.stream(overview.get(array).spliterator(), false)
        .filter(each -> each.get(key).asText().equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError(value + " in " + overview.get(array)));
  }

  private static double seconds(String metric, String label, String value) {
    return metrics.sum(metric + "_sum", label, value)
        / metrics.sum(metric + "_count", label, value);
  }

  @Test
  void aRoundTripIsCountedOnceEverywhere() {
    JsonNode pool = having("pools", "name", "main");
    pool.get("round_trips")
        .fields()
        .forEachRemaining(kind -> assertEquals(
            metrics.sum("tripmeter_round_trips_total", "kind", kind.getKey(), "pool", "main"),
            kind.getValue().asDouble(),
            kind.getKey()));
    assertTrue(pool.get("round_trips").get("query").asInt() > 0);
    assertEquals(
        metrics.sum("tripmeter_round_trip_duration_seconds_count", "pool", "main"),
        pool.get("link_ms").get("samples").asDouble());
  }

  @Test
  void aRouteCostsWhatItsMetricsSay() {
    JsonNode three = having("routes", "route", "/three");
    assertEquals("GET /three", three.get("name").asText());
    assertEquals(2, three.get("count").asInt());
    assertEquals(6, three.get("round_trips").get("sum").asInt());
    assertEquals(3, three.get("round_trips").get("median").asInt());
    assertEquals(3, three.get("round_trips").get("max").asInt());
    assertEquals(
        "[{\"le\":3,\"count\":2}]", three.get("round_trips").get("buckets").toString());
    assertEquals(3, three.get("statements_mean").asDouble());
    assertEquals("/none", overview.get("routes").get(4).get("route").asText());
  }

  @Test
  void theTimeOfARequestIsThatOfItsParts() {
    JsonNode slow = having("routes", "route", "/slow").get("time_ms");
    double fastest =
        having("pools", "name", "main").get("link_ms").get("fastest").asDouble();
    double database = seconds("tripmeter_request_database_time_seconds", "route", "/slow") * 1e3;
    double link = slow.get("link").asDouble();
    assertTrue(link >= fastest && link < SLOW_MILLIS, slow::toString);
    assertTrue(database >= SLOW_MILLIS, slow::toString);
    assertEquals(database, link + slow.get("database").asDouble(), 0.1);
    assertEquals(
        slow.get("total").asDouble(),
        database + slow.get("waiting").asDouble() + slow.get("rest").asDouble(),
        0.1);
  }

  @Test
  void openingAConnectionIsNotTheDatabasesTime() {
    JsonNode open = having("routes", "route", "/open");
    assertEquals(1, open.get("round_trips").get("sum").asInt());
    JsonNode time = open.get("time_ms");
    assertTrue(time.get("opening").asDouble() > 0, time::toString);
    assertEquals(
        0, having("routes", "route", "/slow").get("time_ms").get("opening").asDouble());
    assertEquals(
        seconds("tripmeter_request_database_time_seconds", "route", "/open") * 1e3,
        time.get("both").asDouble() + time.get("opening").asDouble(),
        0.1);
  }

  @Test
  void aPoolIsShownAsItIs() {
    JsonNode pool = having("pools", "name", "main");
    assertTrue(pool.get("product").asText().startsWith("HikariCP"), pool::toString);
    assertEquals("direct", pool.get("pooler").asText());
    assertEquals(4, pool.get("connections").get("max").asInt());
    assertEquals(4, pool.get("connections").get("idle").asInt());
    assertEquals(4, pool.get("warm_up").get("warmed").asInt());
    assertEquals(
        metrics.sum("db_client_connection_wait_time_seconds_count"),
        pool.get("waits").get("count").asDouble());
    assertFalse(pool.get("history").get("idle").get(0).isNull(), pool::toString);
    assertTrue(pool.get("settings").size() > 0, pool::toString);
    JsonNode timeout = StreamSupport.stream(pool.get("session").spliterator(), false)
        .filter(each -> each.get("name").asText().equals("statement_timeout"))
        .findFirst()
        .orElseThrow();
    assertEquals(
        "30000 ms", timeout.get("value").asText() + " " + timeout.get("unit").asText());
    assertTrue(
        pool.get("suggested_timeouts").get("longest_statement_ms").asInt() >= SLOW_MILLIS,
        pool::toString);
  }

  @Test
  void whatWasSlowOrRepeatedHasItsPlaceAndARemedy() {
    JsonNode totals = overview.get("totals");
    assertEquals(1, totals.get("slow_queries").asInt());
    assertEquals(1, totals.get("repeated_statements").asInt());
    JsonNode slow = overview.get("slow_queries").get(0);
    assertTrue(slow.get("millis").asInt() >= SLOW_MILLIS, slow::toString);
    assertTrue(slow.get("where").asText().contains("RequestWork"), slow::toString);
    JsonNode repeat = overview.get("repeats").get(0);
    assertEquals(1, repeat.get("requests").asInt());
    JsonNode avoidable = having("avoidable", "route", "/repeat");
    assertEquals("repeat", avoidable.get("reason").asText());
    assertEquals(repeat.get("where"), avoidable.get("where").get(0));
    assertEquals(
        metrics.sum("tripmeter_request_avoidable_total", "route", "/repeat", "reason", "repeat"),
        avoidable.get("round_trips").asDouble());
  }

  @Test
  void statementsAreThoseOfTheTable() {
    String id = overview.get("repeats").get(0).get("statement_id").asText();
    JsonNode statement = having("statements", "statement_id", id);
    JsonNode table = read(scrape.get("/statements")).get("statements");
    JsonNode same = StreamSupport.stream(table.spliterator(), false)
        .filter(each -> each.get("statement_id").equals(statement.get("statement_id")))
        .findFirst()
        .orElseThrow();
    assertEquals(same.get("calls"), statement.get("calls"));
    assertEquals(same.get("round_trips"), statement.get("round_trips"));
    assertFalse(overview.toString().contains("Zq8-literal"));
  }

  @Test
  void itIsAFileForATicketWhereThatIsAskedFor() {
    String attachment = scrape
        .get("/overview?download")
        .headers()
        .firstValue("Content-Disposition")
        .orElse("none");
    assertEquals("attachment; filename=\"tripmeter-overview.json\"", attachment);
    HttpResponse<String> shown = scrape.get("/overview");
    assertTrue(shown.headers().firstValue("Content-Disposition").isEmpty());
    assertEquals("application/json", shown.headers().firstValue("Content-Type").orElse(""));
    assertEquals("shop", read(shown).get("application").get("name").asText());
    assertEquals(requests.jvm().pid(), read(shown).get("application").get("pid").asLong());
  }
}
