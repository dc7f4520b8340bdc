package io.tripmeter.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Console;
import io.tripmeter.testing.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the agent's parts throw where inlined code calls them, the application gets its results. */
final class BrokenAgentTest {
  private final PostgresServer server = PostgresServer.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.IllegalStateException",
        "java.lang.LinkageError",
        "java.lang.StackOverflowError",
        "java.sql.SQLException"
      })
  void theApplicationsResultsAreThoseThatItHasWithoutTheAgent(String thrown) {
    List<String> bare;
    try (Console console = Console.start(Console.on(server))) {
      console.pool("before", 2);
      bare = results(console);
    }
    try (Console console = Console.start(
        Console.on(server).agent().property("tripmeter.metrics.listen", "127.0.0.1:0"))) {
      console.pool("before", 2);
      console.scrape();
      assertEquals("broken 12", console.ask("break " + thrown));
      assertEquals(bare, results(console), console::saidBesides);
    }
  }

  /** Through a pool that was there before, and one that is opened afterwards. */
  private static List<String> results(Console console) {
    List<String> results = new ArrayList<>();
    results.add(console.query("before", "SELECT 42"));
    results.add(console.pool("after", 3));
    for (String pool : List.of("before", "after")) {
      results.add(console.query(pool, "SELECT 43"));
      results.add(console.query(pool, "SELECT 1 / 0"));
      results.add(console.query(pool, "SELECT nonsense"));
      results.add(console.query(pool, "CREATE TEMPORARY TABLE t AS SELECT generate_series(1, 7)"));
      results.add(console.query(pool, "SELECT 1; SELECT 2"));
      results.add(console.ask("close " + pool));
    }
    return results;
  }
}
