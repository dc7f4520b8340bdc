package io.tripmeter.monitoring;

import io.tripmeter.testing.Metrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of docs/fleet.md with the number of series that each thing in a JVM costs. */
record SeriesTable(Map<String, Integer> rows) {
  private static final Pattern ROW =
      Pattern.compile("^\\| ([^|]+) \\| (\\d+) \\| [^|]*\\|$", Pattern.MULTILINE);

  private static final Pattern RECORDED = Pattern.compile(
      "(\\d+) series for each route, (\\d+) for each pool \\((\\d+) for `none`\\), (\\d+) for the job");

  static SeriesTable read() {
    Map<String, Integer> rows = new TreeMap<>();
    ROW.matcher(Rule.read(Rule.DOCS.resolve("fleet.md")))
        .results()
        .forEach(row -> rows.put(row.group(1), Integer.parseInt(row.group(2))));
    return new SeriesTable(rows);
  }

  int ofPrometheus() {
    return row("Prometheus' own");
  }

  /** An expression: the number of recorded series less those that the text below the table tells of; 0 if it is right. */
  String recordedBeside() {
    Matcher told = recorded();
    return """
        count({__name__=~"job.*:(tripmeter|db_client)_.*"})
          - %s * count(count by (route) (tripmeter_request_round_trips_count))
          - %s * count(count by (db_client_connection_pool_name) (db_client_connection_max))
          - %s * (count(count by (pool) (tripmeter_round_trips_total{pool="none"})) or vector(0))
          - %s""".formatted(told.group(1), told.group(2), told.group(3), told.group(4));
  }

  /** The number of series of this page, by what is in it. */
  int expected(Metrics page) {
    return row("the JVM")
        + row("connections of no pool") * queriesOfNoPool(page)
        + row("each pool |") * series(page, "db_client_connection_max")
        + row("each verdict") * series(page, "tripmeter_pooler_info")
        + row("each route of requests") * series(page, "tripmeter_request_round_trips_count")
        + row("each route and reason") * series(page, "tripmeter_request_avoidable_total")
        + row("each name of a job") * series(page, "tripmeter_work_round_trips_count")
        + row("each route or name with")
            * (series(page, "tripmeter_request_late_total")
                + series(page, "tripmeter_work_late_total"))
        + row("each feature") * series(page, "tripmeter_pooler_hazards_total")
        + row("each change of the endpoint") * series(page, "tripmeter_endpoint_switches_total")
        + row("each pool with a replica") * series(page, "tripmeter_replica_used")
        + row("each statement") * series(page, "tripmeter_statement_calls_total");
  }

  /** What the text and the second table say of whole JVMs, from the rows of the first. */
  List<String> totals() {
    int base = row("the JVM")
        + row("connections of no pool")
        + row("each pool |")
        + row("each verdict")
        + ofPrometheus();
    int route = row("each route of requests");
    int reason = row("each route and reason");
    int small = base + 20 * route + 10 * reason;
    int large = base + 201 * (route + 7 * reason + row("each route or name with"));
    Matcher told = recorded();
    int foldedBase = number(told, 2) + number(told, 3) + number(told, 4);
    return List.of(
        "%d + 201 * (%d + 7 + 1) = %,d series".formatted(base, route, large),
        "| %,d | %,d | %,d |".formatted(small, 500 * small, foldedBase + 20 * number(told, 1)),
        "| %,d | %,d | %,d |".formatted(large, 500 * large, foldedBase + 201 * number(told, 1)));
  }

  private static int number(Matcher told, int group) {
    return Integer.parseInt(told.group(group));
  }

  private static Matcher recorded() {
    Matcher told = RECORDED.matcher(Rule.read(Rule.DOCS.resolve("fleet.md")));
    if (!told.find()) {
      throw new IllegalStateException("no number of recorded series");
    }
    return told;
  }

  private static int series(Metrics page, String name) {
    return (int)
        page.samples().stream().filter(sample -> sample.name().equals(name)).count();
  }

  private static int queriesOfNoPool(Metrics page) {
    String name = "tripmeter_round_trips_total";
    return page.value(name, "pool", "none", "kind", "query").isPresent() ? 1 : 0;
  }

  /** @param begin of the row's first column */
  private int row(String begin) {
    return rows.entrySet().stream()
        .filter(row -> (row.getKey() + " |").startsWith(begin))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no row: " + begin))
        .getValue();
  }
}
