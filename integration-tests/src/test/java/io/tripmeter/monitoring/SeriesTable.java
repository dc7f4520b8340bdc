package io.tripmeter.monitoring;

import io.tripmeter.testing.Metrics;
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
    Matcher told = RECORDED.matcher(Rule.read(Rule.DOCS.resolve("fleet.md")));
    if (!told.find()) {
      throw new IllegalStateException("no number of recorded series");
    }
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
