package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Console;
import io.tripmeter.programs.Scrape;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of statements, as it leaves two processes. */
final class StatementTableTest {
  private static final Pattern ROW = Pattern.compile(
      "\\{\"statement_id\":\"(\\w+)\",\"sql\":\"([^\"]*)\",\"since\":\"[^\"]*\",\"calls\":(\\d+)");
  private static final Pattern OTHER =
      Pattern.compile("\"(total|other)\":\\{\"calls\":(\\d+),\"total_ms\":([0-9.]+),");

  /** The server counts too. */
  private static PostgresServer server;

  private static Console first;
  private static Console second;

  private static final class Row {
    private final String id;
    private final String sql;
    private final long calls;

    Row(Matcher row) {
      id = row.group(1);
      sql = row.group(2);
      calls = Long.parseLong(row.group(3));
    }
  }

  @BeforeAll
  static void start() {
    server = PostgresServer.with()
        .setting("shared_preload_libraries", "pg_stat_statements")
        .embedded()
        .start();
    server.execute("CREATE EXTENSION pg_stat_statements");
    first = start("metrics.statements=2");
    second = start("metrics.statements=off");
  }

  private static Console start(String options) {
    Console console = Console.start(
        Console.on(server).agent(options).property("tripmeter.metrics.listen", "127.0.0.1:0"));
    console.pool("main", 2);
    console.scrape();
    console.beans("main");
    return console;
  }

  @AfterAll
  static void end() {
    first.close();
    second.close();
    server.close();
  }

  @BeforeEach
  void reset() {
    for (Console console : List.of(first, second)) {
      assertEquals("invoked", console.ask("invoke reset"));
    }
  }

  private static String json(Console console, String query) {
    return console.scrape().get("/statements" + query).body();
  }

  private static List<Row> rows(String json) {
    List<Row> rows = new ArrayList<>();
    Matcher row = ROW.matcher(json);
    while (row.find()) {
      rows.add(new Row(row));
    }
    return rows;
  }

  private static long calls(String json, String of) {
    Matcher found = OTHER.matcher(json);
    while (found.find()) {
      if (found.group(1).equals(of)) {
        return Long.parseLong(found.group(2));
      }
    }
    throw new AssertionError(json);
  }

  @Test
  void aStatementIsOneRowWhateverItsValues() {
    for (int i = 0; i < 5; i++) {
      first.query("main", "SELECT 'Zq8-literal" + i + "', " + i);
    }
    first.query("main", "SELECT pg_sleep(0.05)");
    List<Row> byCalls = rows(json(first, "?by=calls&top=2"));
    assertEquals("SELECT ?, ?", byCalls.get(0).sql);
    assertEquals(5, byCalls.get(0).calls);
    assertEquals("SELECT pg_sleep(?)", rows(json(first, "")).get(0).sql);
    assertEquals("SELECT pg_sleep(?)", rows(json(first, "?by=p95")).get(0).sql);
    assertFalse(json(first, "").contains("Zq8"), json(first, ""));
  }

  /** The fleet's sum: by id. */
  @Test
  void aStatementHasTheSameIdInEveryProcess() {
    first.query("main", "SELECT 'here', relname FROM pg_class WHERE relname IN ('a', 'b')");
    second.query(
        "main", "select 'there', relname from pg_class /* why */ where relname in ('c','d','e')");
    Row here = rows(json(first, "?top=1")).get(0);
    Row there = rows(json(second, "?top=1")).get(0);
    assertEquals(here.id, there.id);
  }

  /** By the SQL of the docs. */
  @Test
  void theTableCanBeJoinedWithTheServersOwn() throws Exception {
    for (int i = 0; i < 3; i++) {
      first.query(
          "main",
          "SELECT relname, 'Zq8' /* joined */ FROM pg_class\n WHERE relname IN ('a', 'b') AND oid > "
              + i);
    }
    String page = Files.readString(Path.of("../docs/statements.md"));
    String sql =
        page.substring(page.indexOf("```sql") + 6, page.indexOf("```", page.indexOf("```sql") + 6));
    String table = json(first, "?top=500");
    try (Connection connection = server.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.replace(":'tripmeter'", "'" + table.replace("'", "''") + "'"));
      statement.getMoreResults();
      try (ResultSet joined = statement.getResultSet()) {
        assertTrue(joined.next(), table);
        assertEquals(3, joined.getLong("calls"));
        assertEquals(3, joined.getLong("server_calls"));
        assertTrue(joined.getDouble("mean_ms") > joined.getDouble("server_mean_ms"));
        assertFalse(joined.next());
      }
    }
  }

  /** What is not shown is counted as other, whatever that is. */
  @Test
  void theSumIsWhatTheDriverHasExecuted() {
    Metrics before = first.scrape().metrics();
    for (int i = 0; i < 20; i++) {
      first.query("main", "SELECT 1 AS c" + (char) ('a' + i));
    }
    first.query("main", "SELECT 1; SELECT 2");
    String json = json(first, "?top=3&by=trips");
    assertEquals(21, calls(json, "total"), json);
    assertEquals(18, calls(json, "other"), json);
    Metrics after = first.scrape().metrics();
    assertEquals(21, executed(after) - executed(before));
    // The wire's, too: of these nothing but queries goes to the server.
    assertEquals(21, tripsOfQueries(after) - tripsOfQueries(before));
    assertTrue(json.matches("(?s).*\"total\":\\{[^}]*\"round_trips\":21,.*"), json);
  }

  private static double tripsOfQueries(Metrics metrics) {
    return metrics.sum("tripmeter_round_trips_total", "kind", "query");
  }

  private static double executed(Metrics metrics) {
    return metrics.sum("db_client_operation_duration_seconds_count");
  }

  @Test
  void onRequestTheFirstHaveMetricsOfTheirOwn() {
    first.query("main", "SELECT pg_sleep(0.02)");
    first.query("main", "SELECT pg_sleep(0.02), generate_series(1, 10)");
    first.query("main", "SELECT 1");
    Set<String> shown =
        rows(json(first, "?top=2")).stream().map(row -> row.id).collect(Collectors.toSet());
    Metrics metrics = first.scrape().metrics();
    for (String name : List.of("calls", "time_seconds", "round_trips", "rows")) {
      String full = "tripmeter_statement_" + name + "_total";
      assertEquals(
          shown,
          metrics.samples().stream()
              .filter(sample -> sample.name().equals(full))
              .map(sample -> sample.labels().get("statement_id"))
              .collect(Collectors.toSet()),
          full);
    }
    assertEquals(2, metrics.sum("tripmeter_statement_calls_total"));
    assertEquals(2, metrics.sum("tripmeter_statement_round_trips_total"));
    assertEquals(11, metrics.sum("tripmeter_statement_rows_total"));
    assertTrue(metrics.sum("tripmeter_statement_time_seconds_total") >= 0.04);
    assertEquals(0, second.scrape().metrics().sum("tripmeter_statement_calls_total"));
  }

  @Test
  void jmxShowsTheSame() {
    first.query("main", "SELECT 'Zq8-literal', pg_sleep(0.02)");
    String beans = first.ask("beans");
    assertTrue(beans.contains("sql=SELECT ?, pg_sleep(?)"), beans);
    assertFalse(beans.contains("Zq8"), beans);
    first.ask("invoke reset");
    assertFalse(first.ask("beans").contains("pg_sleep"));
  }

  /** Nobody looks at running statements unless {@code slow-query.running-threshold} is set. */
  @Test
  void theTableHasNoThread() {
    String threads = first.ask("threads");
    assertTrue(threads.contains("tripmeter-page"), threads);
    assertFalse(threads.contains("tripmeter-running"), threads);
  }

  @Test
  void anOrderThatIsNoneIsRefused() {
    for (String query : List.of("?by=name", "?top=0", "?top=-1", "?top=x", "?x=1", "?top=1001")) {
      assertEquals(400, first.scrape().get("/statements" + query).statusCode(), query);
    }
  }

  /** A web page that a browser shows may post to any address. */
  @Test
  void nobodyResetsItByHttp() throws IOException {
    first.query("main", "SELECT 1");
    Scrape scrape = first.scrape();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), scrape.port())) {
      String request = "POST /statements HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
    }
    assertEquals(1, calls(json(first, ""), "total"));
  }
}
