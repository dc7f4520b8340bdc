package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Requests;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class MetricsPageTest {
  private static Requests requests;
  private static Scrape scrape;

  @BeforeAll
  static void start() {
    requests = Requests.start(Requests.on(PostgresServer.shared()).property("pool.size", "4"));
    scrape = requests.scrape();
    requests.jvm().await("warm-up complete");
    for (String path : new String[] {"/three", "/repeat", "/slow"}) {
      assertEquals(200, requests.get(path));
      scrape.await(
          metrics -> metrics.sum("tripmeter_request_round_trips_count", "route", path) == 1);
    }
  }

  @AfterAll
  static void stop() {
    requests.close();
  }

  @Test
  void numbersAreThoseOfTheRequests() {
    Metrics metrics = scrape.metrics();
    assertEquals(3, metrics.sum("tripmeter_request_round_trips_sum", "route", "/three"));
    assertEquals(3, metrics.sum("tripmeter_request_statements_sum", "route", "/three"));
    assertEquals(6, metrics.sum("tripmeter_request_round_trips_sum", "route", "/repeat"));
    assertEquals(4, metrics.sum("tripmeter_warmup_requested", "pool", "main"));
    assertEquals(4, metrics.sum("tripmeter_warmup_warmed", "pool", "main"));
    assertEquals(1, metrics.sum("tripmeter_slow_queries_total"));
    assertEquals(1, metrics.sum("tripmeter_repeated_statements_total"));
    assertEquals(4, metrics.sum("db_client_connection_max"));
    assertEquals(4, metrics.sum("db_client_connection_count"));
    assertEquals(4, metrics.sum("db_client_connection_count", "state", "idle"));
  }

  @Test
  void bucketsAreCumulativeAndEndWithTheCount() {
    Metrics metrics = scrape.metrics();
    String name = "tripmeter_request_database_time_seconds";
    double last = 0;
    for (Metrics.Sample sample : metrics.samples()) {
      if (sample.name().equals(name + "_bucket") && sample.labels().get("route").equals("/three")) {
        assertTrue(sample.value() >= last, sample::toString);
        last = sample.value();
      }
    }
    assertEquals(metrics.sum(name + "_count", "route", "/three"), last);
  }

  @Test
  void prometheusAndOpenMetricsAreServedAsTheScraperAsks() {
    HttpResponse<String> plain = scrape.get("/metrics");
    assertTrue(type(plain).startsWith("text/plain; version=0.0.4"), type(plain));
    HttpResponse<String> open =
        scrape.get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
    assertTrue(type(open).startsWith("application/openmetrics-text; version=1.0.0"), type(open));
    assertTrue(open.body().endsWith("# EOF\n"));
    for (String line : open.body().lines().toList()) {
      assertTrue(
          line.matches("# (TYPE|HELP|UNIT) .+|# EOF|[a-z_:]+(\\{.*\\})? \\S+( \\S+)?( # .*)?"),
          line);
    }
  }

  private static String type(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  @Test
  void otherPathsAndMethodsAreRefused() {
    assertEquals(404, scrape.get("/../etc/passwd").statusCode());
    assertEquals(404, scrape.get("/metricss").statusCode());
  }
}
