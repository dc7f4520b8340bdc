package io.tripmeter.monitoring;

import io.tripmeter.testing.Metrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The table of docs/fleet.md with the number of series that each thing in a JVM costs. */
record SeriesTable(Map<String, Integer> rows) {
  private static final Pattern ROW =
      Pattern.compile("^\\| ([^|]+) \\| (\\d+) \\| [^|]*\\|$", Pattern.MULTILINE);

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
