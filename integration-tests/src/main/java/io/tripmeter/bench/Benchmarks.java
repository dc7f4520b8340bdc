package io.tripmeter.bench;

import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures what is named: {@code start-up}, {@code requests}, {@code pool}, {@code connects}, {@code hot-paths}, {@code growth},
 * {@code day}; without a name all but the last two. Takes about ten minutes, and a machine that does nothing else meanwhile.
 */
public final class Benchmarks {
  private static final List<String> USUAL =
      List.of("start-up", "requests", "pool", "connects", "hot-paths");

  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    measure(
        arguments.length == 0 ? USUAL : List.of(arguments),
        Path.of("target", "performance-tables.md"));
  }

  /** Writes the tables to a file as Markdown. */
  static void measure(List<String> wanted, Path file) throws IOException, InterruptedException {
    Report report = new Report();
    try (PostgresServer server = PostgresServer.with().embedded().start();
        OtlpSink sink = new OtlpSink()) {
      createItems(server);
      Machine.describe(report, server);
      if (wanted.contains("start-up")) {
        StartUp startUp = new StartUp(server, sink);
        startUp.measure();
        startUp.report(report);
      }
      if (wanted.contains("requests")) {
        for (Workload workload : Workload.values()) {
          RequestCost requests = new RequestCost(workload, server, sink);
          requests.measure();
          requests.report(report);
        }
      }
      if (wanted.contains("pool")) {
        new PoolFill(server).measure(report);
      }
      if (wanted.contains("connects")) {
        new ColdConnect(server).measure(report);
      }
      if (wanted.contains("hot-paths")) {
        HotPaths.measure(report);
      }
      if (wanted.contains("growth")) {
        new Growth(server).measure(report);
      }
      if (wanted.contains("day")) {
        new Day(server).measure(report);
      }
    } finally {
      report.write(file);
    }
  }

  /** What the application under load reads. */
  static void createItems(PostgresServer server) {
    server.execute("CREATE TABLE item (id int PRIMARY KEY, name text, price int, stock int)");
    server.execute("INSERT INTO item SELECT i, 'item ' || i, i * 7 % 50, i % 4"
        + " FROM generate_series(1, 100) i");
    server.execute("GRANT SELECT ON item TO app");
    server.execute("VACUUM ANALYZE item");
  }
}
