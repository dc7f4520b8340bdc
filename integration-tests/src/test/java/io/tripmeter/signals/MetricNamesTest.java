package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.Metrics;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The names, types and labels of all metrics are a contract with whoever has built a dashboard on them. */
final class MetricNamesTest {
  private static final String POOL = "db_client_connection_pool_name";
  private static final Set<String> GOLDEN = Set.of(
      "gauge tripmeter_info [mode, version]",
      "histogram tripmeter_request_round_trips [route]",
      "histogram tripmeter_request_statements [route]",
      "histogram tripmeter_request_database_time_seconds [route]",
      "counter tripmeter_request_avoidable_total [reason, route]",
      "counter tripmeter_repeated_statements_total []",
      "counter tripmeter_over_budget_total []",
      "counter tripmeter_slow_queries_total []",
      "counter tripmeter_round_trips_total [kind, pool]",
      "histogram tripmeter_round_trip_duration_seconds [pool]",
      "histogram db_client_operation_duration_seconds [" + POOL + ", db_system_name]",
      "gauge db_client_connection_count [" + POOL + ", state]",
      "gauge db_client_connection_idle_max [" + POOL + "]",
      "gauge db_client_connection_idle_min [" + POOL + "]",
      "gauge db_client_connection_max [" + POOL + "]",
      "gauge db_client_connection_pending_requests [" + POOL + "]",
      "counter db_client_connection_timeouts_total [" + POOL + "]",
      "histogram db_client_connection_create_time_seconds [" + POOL + "]",
      "histogram db_client_connection_wait_time_seconds [" + POOL + "]",
      "histogram db_client_connection_use_time_seconds [" + POOL + "]",
      "gauge tripmeter_pooler_info [pool, verdict]",
      "gauge tripmeter_warmup_requested [pool]",
      "gauge tripmeter_warmup_warmed [pool]",
      "gauge tripmeter_warmup_duration_seconds [pool]");

  /** "type name labels" of each family, with the labels of all its samples. */
  private static Set<String> families(String page) {
    Metrics metrics = Metrics.parse(page);
    return page.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" "))
        .map(words -> words[3] + " " + words[2] + " " + labels(metrics, words[2]))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> labels(Metrics metrics, String family) {
    return metrics.samples().stream()
        .filter(sample -> sample.name().replaceFirst("_(bucket|sum|count)$", "").equals(family)
            || sample.name().equals(family))
        .flatMap(sample -> sample.labels().keySet().stream())
        .filter(label -> !label.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theyAreTheDocumentedOnes() {
    try (SampleProgram program =
        SampleProgram.start(SampleProgram.on(SampleProgram.server()).agent())) {
      Scrape scrape = program.scrape();
      program.await("DB pool warm-up complete");
      program.get("/api/tasks");
      scrape.await(metrics ->
          metrics.sum("tripmeter_request_round_trips_count", "route", "/api/tasks") == 1);
      assertEquals(new TreeSet<>(GOLDEN), families(scrape.get("/metrics").body()));
    }
  }

  @Test
  void theySayWhatARequestCost() {
    try (SampleProgram program =
        SampleProgram.start(SampleProgram.on(SampleProgram.server()).agent())) {
      Scrape scrape = program.scrape();
      // With it the read-back of the session settings is counted.
      program.await("DB pool warm-up complete");
      double before = queries(scrape.metrics());
      program.get("/api/tasks?style=joined");
      program.get("/api/tasks?style=chatty");
      Metrics after = scrape.await(metrics ->
          metrics.sum("tripmeter_request_round_trips_count", "route", "/api/tasks") == 2);
      assertEquals(25, after.sum("tripmeter_request_round_trips_sum", "route", "/api/tasks"));
      assertEquals(25, after.sum("tripmeter_request_statements_sum", "route", "/api/tasks"));
      assertEquals(25, queries(after) - before);
      assertEquals(1, after.sum("tripmeter_repeated_statements_total"));
    }
  }

  private static double queries(Metrics metrics) {
    return metrics.sum("tripmeter_round_trips_total", "kind", "query", "pool", "sample");
  }
}
