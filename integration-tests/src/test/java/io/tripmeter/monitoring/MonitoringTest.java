package io.tripmeter.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.Prometheus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dashboard, alerts and recording rules name what applications serve, and Prometheus takes them. */
final class MonitoringTest {
  private static final List<Rule> ALERTS = Rule.in(Rule.ALERTS);
  private static final List<Rule> RECORDED = Rule.in(Rule.RECORDING);
  private static final Dashboard DASHBOARD = Dashboard.read();
  private static final Pattern LABEL_IN_TEXT = Pattern.compile("\\$labels\\.(\\w+)");

  private static Fleet fleet;
  private static Served served;

  @BeforeAll
  static void start() {
    fleet = Fleet.start();
    served = new Served(fleet.metrics());
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @Test
  void everyMetricLabelAndValueIsServed() {
    Set<String> recorded = new TreeSet<>();
    RECORDED.forEach(rule -> recorded.add(rule.name()));
    List<String> all = MonitoringFilesTest.expressions();
    assertTrue(all.size() > 70, () -> "only " + all.size());
    List<String> wrong = new ArrayList<>();
    all.forEach(expression -> wrong.addAll(served.lacks(expression, recorded)));
    for (String definition : DASHBOARD.definitions()) {
      String inside = definition.replaceFirst("label_values\\((.*), (\\w+)\\)", "sum by ($2) ($1)");
      wrong.addAll(served.lacks(inside, recorded));
    }
    for (Rule alert : ALERTS) {
      Set<String> known = served.labelsOf(alert.expression());
      LABEL_IN_TEXT
          .matcher(alert.text())
          .results()
          .filter(label -> !known.isEmpty() && !known.contains(label.group(1)))
          .forEach(label -> wrong.add(label.group() + " of " + alert.name()));
    }
    assertEquals(List.of(), wrong);
  }

  /** What Prometheus adds is counted where it runs. */
  @Test
  void aJvmServesAsManySeriesAsTheTableSays() {
    SeriesTable table = SeriesTable.read();
    for (Metrics metrics : fleet.metrics()) {
      assertEquals(table.expected(metrics), metrics.samples().size());
    }
  }

  @Test
  void prometheusTakesTheRulesAndAnswersEachPanel() {
    program("prometheus");
    List<Path> files = List.of(Rule.RECORDING, Rule.ALERTS);
    try (Prometheus prometheus = Prometheus.scraping(fleet.ports(), files)) {
      List<String> open = new ArrayList<>(DASHBOARD.expressions());
      open.replaceAll(Dashboard::withAll);
      RECORDED.stream().map(Rule::name).forEach(open::add);
      Eventually.equal(
          List.of(),
          () -> {
            fleet.work();
            open.removeIf(expression -> !prometheus.query(expression).isEmpty());
            return open;
          },
          prometheus::log);
      for (String expression : DASHBOARD.expressions()) {
        prometheus.query(Dashboard.withChosen(expression, "pool", "main (a+b)", "reports"));
      }
      assertOnlyWhatIsChosenIsShown(prometheus);
      assertRulesAreHealthy(prometheus);
      Eventually.equal(
          "pending",
          () -> state(prometheus, "TripmeterPoolerHazard"),
          () -> prometheus.get("rules").toPrettyString());
      String notInTheTable = SeriesTable.read().recordedBeside();
      Eventually.equal(
          0,
          () -> first(prometheus.query(notInTheTable)),
          () ->
              prometheus.query("count by (__name__) ({__name__=~\"job.*:.*\"})").toString());
      int own = SeriesTable.read().ofPrometheus();
      for (int port : fleet.ports()) {
        JsonNode scraped = prometheus.query("count({instance=\"127.0.0.1:" + port
            + "\", __name__!~\"ALERTS.*\"}) - on () scrape_samples_scraped{instance=\"127.0.0.1:"
            + port + "\"}");
        assertEquals(own, first(scraped), scraped::toString);
      }
    }
  }

  private static void assertOnlyWhatIsChosenIsShown(Prometheus prometheus) {
    String byRoute = DASHBOARD.expressions().stream()
        .filter(expression -> expression.startsWith("topk(10, sum by (route)"))
        .findFirst()
        .orElseThrow();
    String two = Dashboard.withChosen(byRoute, "route", "/three", "/seven");
    assertEquals(
        List.of("/seven", "/three"),
        prometheus.query(two).findValuesAsText("route").stream().sorted().toList());
  }

  private static int first(JsonNode result) {
    return result.path(0).path("value").path(1).asInt(-1);
  }

  private static void assertRulesAreHealthy(Prometheus prometheus) {
    Eventually.equal(
        Set.of("ok"),
        () -> Set.copyOf(prometheus.get("rules").findValuesAsText("health")),
        () -> prometheus.get("rules").toPrettyString());
    assertEquals(
        ALERTS.size() + RECORDED.size(),
        prometheus.get("rules").findValues("health").size());
  }

  private static String state(Prometheus prometheus, String alert) {
    for (JsonNode group : prometheus.get("rules").get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        if (rule.get("name").asText().equals(alert)) {
          return rule.get("state").asText();
        }
      }
    }
    return "unknown";
  }

  static Path program(String name) {
    assumeTrue(
        Prometheus.program(name).isPresent(),
        () -> name + " is not on the path (as root on Debian: .ci/prometheus)");
    return Prometheus.program(name).orElseThrow();
  }
}
