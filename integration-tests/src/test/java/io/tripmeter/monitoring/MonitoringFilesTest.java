package io.tripmeter.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of dashboard, rules and the Collector's configuration without an application. */
final class MonitoringFilesTest {
  private static final List<Rule> ALERTS = Rule.in(Rule.ALERTS);
  private static final List<Rule> RECORDED = Rule.in(Rule.RECORDING);
  private static final Dashboard DASHBOARD = Dashboard.read();

  /** Of all three. */
  static List<String> expressions() {
    List<String> all = new ArrayList<>(DASHBOARD.expressions());
    Stream.of(ALERTS, RECORDED).flatMap(List::stream).map(Rule::expression).forEach(all::add);
    return all;
  }

  @Test
  void anAlertHasSeverityAndRunbook() {
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

  /** Grafana shows an unknown variable as it is written, and a number of an unknown unit without one. */
  @Test
  void variablesAreDefinedAndUnitsAreGrafanas() {
    Set<String> known = new TreeSet<>(Set.of("__rate_interval", "__all"));
    for (JsonNode variable : DASHBOARD.variables()) {
      known.add(variable.get("name").asText());
      if (variable.get("type").asText().equals("query")) {
        JsonNode definition = variable.get("definition");
        assertEquals(definition, variable.get("query").get("query"), variable::toPrettyString);
        assertEquals(".*", variable.get("allValue").asText(), variable::toPrettyString);
      }
    }
    Set<String> used = new TreeSet<>();
    Pattern.compile("\\$\\{?(\\w+)")
        .matcher(DASHBOARD.json().toString())
        .results()
        .forEach(found -> used.add(found.group(1)));
    assertEquals(known, used);
    // Several values that are chosen are a regular expression.
    Pattern compared = Pattern.compile("[^~]\"\\$");
    assertEquals(
        List.of(),
        DASHBOARD.expressions().stream().filter(compared.asPredicate()).toList());
    Set<String> units = new TreeSet<>(DASHBOARD.json().findValuesAsText("unit"));
    assertEquals(Set.of("ops", "percentunit", "reqps", "s", "short"), units);
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
  void theTotalsOfAFleetAreThoseOfTheTable() {
    SeriesTable table = SeriesTable.read();
    String page = Rule.read(Rule.DOCS.resolve("fleet.md"));
    for (String total : table.totals()) {
      assertTrue(page.contains(total), total);
    }
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
  void eachAlertFiresAndDoesNotFireAsPromtoolsTestsSay() throws IOException, InterruptedException {
    promtool(Rule.ALERTS.getParent(), "test", "rules", "tripmeter-alerts.test.yml");
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
  void prometheusTakesTheConfigurationThatDropsBuckets(@TempDir Path directory)
      throws IOException, InterruptedException {
    Matcher fence = Pattern.compile("(?s)```yaml\\n(scrape_configs:.*?)```")
        .matcher(Rule.read(Rule.DOCS.resolve("fleet.md")));
    assertTrue(fence.find());
    Files.writeString(directory.resolve("prometheus.yml"), fence.group(1));
    promtool(directory, "check", "config", "prometheus.yml");
  }

  private static void promtool(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, MonitoringTest.program("promtool").toString());
    Process process = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
