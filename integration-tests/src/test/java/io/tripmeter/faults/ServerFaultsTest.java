package io.tripmeter.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Console;
import io.tripmeter.programs.Pause;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server goes and comes back: the application fails and recovers as it does without the agent. */
final class ServerFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern COUNTS =
      Pattern.compile("right=(\\d+) failed=(\\d+) strange=(\\d+)");

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.with().embedded().start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aServerThatIsDownAtStartIsUsedOnceItIsUp() {
    server.stop();
    try (Console console = Console.start(program(server.url())
        .property("hikari.initializationFailTimeout", "-1")
        .property("hikari.connectionTimeout", "1000"))) {
      assertEquals("open", console.pool("main", 3));
      assertTrue(console.query("main", "SELECT 42").startsWith("failed 08001"));
      assertEquals(503, console.scrape().get("/health").statusCode());
      server.startAgain();
      Pause.until(
          () -> console.query("main", "SELECT 42").equals("42"), PATIENCE, console::saidBesides);
      assertTrue(console.query("main", "SHOW application_name").endsWith("/main"));
      assertEquals(200, console.scrape().get("/health").statusCode());
    }
  }

  @Test
  void aPoolThatMustNotStartWithoutAServerFailsAsItDoesWithoutTheAgent() {
    String url = "jdbc:postgresql://127.0.0.1:1/app";
    try (Console with = Console.start(program(url));
        Console without = Console.start(Console.on(server, url))) {
      assertEquals(without.pool("main", 3), with.pool("main", 3));
    }
  }

  @Test
  void aServerThatIsKilledUnderLoadComesBack() {
    try (Console console = Console.start(program(server.url()))) {
      console.pool("main", 4);
      console.ask("load main");
      awaitMore(console, 1, 100);
      server.kill();
      awaitMore(console, 2, 1);
      server.startAgain();
      awaitMore(console, 1, 100);
      assertNothingStrange(console);
      assertTrue(console.query("main", "SHOW application_name").endsWith("/main"));
    }
  }

  @Test
  void aLinkThatIsCutUnderLoadComesBack() {
    try (Link link = Link.to(server).open();
        Console console = Console.start(program(server.url(link)))) {
      console.pool("main", 4);
      console.ask("load main");
      awaitMore(console, 1, 100);
      link.refuse();
      link.cut();
      awaitMore(console, 2, 1);
      link.restore();
      awaitMore(console, 1, 100);
      assertNothingStrange(console);
    }
  }

  private static ForkedJvmBuilder program(String url) {
    return Console.on(server, url)
        .property("hikari.connectionTimeout", "1000")
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .agent();
  }

  /** Waits until one of the counts has grown by that much. */
  private static void awaitMore(Console console, int count, long more) {
    long before = count(console.ask("loaded"), count);
    Pause.until(
        () -> count(console.ask("loaded"), count) >= before + more, PATIENCE, console::saidBesides);
  }

  private static void assertNothingStrange(Console console) {
    assertEquals(0, count(console.ask("unload"), 3), console::saidBesides);
  }

  private static long count(String counts, int group) {
    Matcher matcher = COUNTS.matcher(counts);
    assertTrue(matcher.matches(), counts);
    return Long.parseLong(matcher.group(group));
  }
}
