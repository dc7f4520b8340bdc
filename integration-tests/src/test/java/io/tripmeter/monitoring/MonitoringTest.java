package io.tripmeter.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.Prometheus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  private static List<String> expressions() {
    List<String> all = new ArrayList<>(DASHBOARD.expressions());
    Stream.of(ALERTS, RECORDED).flatMap(List::stream).map(Rule::expression).forEach(all::add);
    return all;
  }

  @Test
  void everyMetricLabelAndValueIsServed() {
    Set<String> recorded = new TreeSet<>();
    RECORDED.forEach(rule -> recorded.add(rule.name()));
    List<String> all = expressions();
    assertTrue(all.size() > 70, () -> "only " + all.size());
    List<String> wrong = new ArrayList<>();
    all.forEach(expression -> wrong.addAll(served.lacks(expression, recorded)));
    for (String definition : DASHBOARD.definitions()) {
      String inside = definition.replaceFirst("label_values\\((.*), (\\w+)\\)", "sum by ($2) ($1)");
      wrong.addAll(served.lacks(inside, recorded));
    }
    assertEquals(List.of(), wrong);
  }

  /** docs/fleet.md says so of those that it drops. */
  @Test
  void nothingNeedsTheBucketsThatMayBeDropped() {
    Pattern dropped =
        Pattern.compile("tripmeter_(request|work)_(statements|database_time_seconds)_bucket");
    assertTrue(Rule.read(Rule.DOCS.resolve("fleet.md")).contains("regex: " + dropped + "\n"));
    assertEquals(List.of(), expressions().stream().filter(dropped.asPredicate()).toList());
  }

  @Test
  void theCollectorsConfigurationNamesAttributesOfSpans() {
    String signals = Rule.read(Rule.DOCS.resolve("signals.md"));
    String configuration = Rule.read(Rule.DOCS.resolve("opentelemetry/collector.yaml"));
    Set<String> attributes = new TreeSet<>();
    Pattern.compile("(?:source_attribute: |attributes\\[\"|key: )([\\w.]+)")
        .matcher(configuration)
        .results()
        .forEach(found -> attributes.add(found.group(1)));
    assertEquals(7, attributes.size(), attributes::toString);
    attributes.removeIf(attribute -> signals.contains("\n| `" + attribute + "` | "));
    assertEquals(Set.of(), attributes);
  }

  @Test
  void anAlertHasSeverityRunbookAndLabelsOfItsExpression() {
    Set<String> runbooks = new TreeSet<>();
    Rule.read(Rule.DOCS.resolve("troubleshooting.md"))
        .lines()
        .filter(line -> line.startsWith("### "))
        .forEach(line -> runbooks.add(line.substring(4)));
    for (Rule alert : ALERTS) {
      assertTrue(
          alert.text().matches("(?s).* severity: (critical|warning|info)\\n.*"), alert.name());
      String link = "runbook_url: docs/troubleshooting.md#" + alert.name().toLowerCase(Locale.ROOT);
      assertTrue(alert.text().contains(link + "\n"), alert::text);
      assertTrue(runbooks.contains(alert.name()), alert.name());
      Set<String> known = served.labelsOf(alert.expression());
      LABEL_IN_TEXT
          .matcher(alert.text())
          .results()
          .forEach(label -> assertTrue(
              known.isEmpty() || known.contains(label.group(1)), label.group() + alert.text()));
    }
  }

  @Test
  void panelsHaveTheirOwnPlaceAndTheChosenDataSource() {
    Set<String> cells = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : DASHBOARD.panels()) {
      assertTrue(ids.add(panel.get("id").asInt()), panel::toPrettyString);
      JsonNode place = panel.get("gridPos");
      int x = place.get("x").asInt();
      int y = place.get("y").asInt();
      assertTrue(x + place.get("w").asInt() <= 24, panel::toPrettyString);
      for (int cell = 0; cell < place.get("w").asInt() * place.get("h").asInt(); cell++) {
        int column = x + cell % place.get("w").asInt();
        int line = y + cell / place.get("w").asInt();
        assertTrue(cells.add(column + ":" + line), panel::toPrettyString);
      }
      for (JsonNode source : panel.findValues("datasource")) {
        assertEquals("${datasource}", source.get("uid").asText(), panel::toPrettyString);
      }
    }
    assertEquals(
        List.of("datasource", "job", "instance", "pool", "route"),
        DASHBOARD.variables().stream().map(each -> each.get("name").asText()).toList());
  }

  /** Of one application after the other, and of Prometheus, which adds its own. */
  @Test
  void aJvmServesAsManySeriesAsTheTableSays() {
    SeriesTable table = SeriesTable.read();
    for (Metrics metrics : fleet.metrics()) {
      assertEquals(table.expected(metrics), metrics.samples().size());
    }
  }

  @Test
  void eachAlertFiresAndDoesNotFireAsPromtoolsTestsSay() throws IOException, InterruptedException {
    Path promtool = program("promtool");
    Process process = new ProcessBuilder(
            promtool.toString(), "test", "rules", "tripmeter-alerts.test.yml")
        .directory(Rule.ALERTS.getParent().toFile())
        .redirectErrorStream(true)
        .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    String tests = Rule.read(Rule.ALERTS.resolveSibling("tripmeter-alerts.test.yml"));
    for (Rule alert : ALERTS) {
      assertTrue(
          tests.contains("- alertname: " + alert.name() + "\n"), alert.name() + " never fires");
      assertTrue(
          Pattern.compile("\\{alertname: " + alert.name() + ", .*exp_alerts: \\[]}")
              .matcher(tests)
              .find(),
          alert.name() + " always fires");
    }
  }

  @Test
  void prometheusTakesTheRulesAndAnswersEachPanel() {
    program("prometheus");
    List<Path> files = List.of(Rule.RECORDING, Rule.ALERTS);
    try (Prometheus prometheus = Prometheus.scraping(fleet.ports(), files)) {
      List<String> open = new ArrayList<>(DASHBOARD.expressions());
      open.replaceAll(MonitoringTest::withVariables);
      RECORDED.stream().map(Rule::name).forEach(open::add);
      // It has no series before a JVM has served for half an hour.
      open.remove("job_route:tripmeter_request_round_trips:mean30m");
      Eventually.equal(
          List.of(),
          () -> {
            fleet.work();
            open.removeIf(expression -> !prometheus.query(expression).isEmpty());
            return open;
          },
          prometheus::log);
      assertRulesAreHealthy(prometheus);
      Eventually.equal(
          "pending",
          () -> state(prometheus, "TripmeterPoolerHazard"),
          () -> prometheus.get("rules").toPrettyString());
      int own = SeriesTable.read().ofPrometheus();
      for (int port : fleet.ports()) {
        JsonNode scraped = prometheus.query("count({instance=\"127.0.0.1:" + port
            + "\", __name__!~\"ALERTS.*\"}) - on () scrape_samples_scraped{instance=\"127.0.0.1:"
            + port + "\"}");
        assertEquals(own, scraped.get(0).get("value").get(1).asInt(), scraped::toString);
      }
    }
  }

  private static String withVariables(String expression) {
    String replaced = expression.replace("$__rate_interval", "1m").replaceAll("\\$[a-z]+", ".*");
    assertFalse(replaced.contains("$"), replaced);
    return replaced;
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

  private static Path program(String name) {
    assumeTrue(
        Prometheus.program(name).isPresent(),
        () -> name + " is not on the path (as root on Debian: .ci/prometheus)");
    return Prometheus.program(name).orElseThrow();
  }
}
