package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.programs.Pause;
import io.tripmeter.programs.Requests;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The slow-query log. The link makes every statement a slow one. */
final class SlowQueryLogTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SQL =
      "select /* why */ 4711, 'Jane' from pg_class where relname in ('a', 'b', 'c') limit 7";
  private static final String NORMALISED =
      "select ?, ? from pg_class where relname in (?...) limit ?";
  private static final Pattern KEY = Pattern.compile("[{,]\"(\\w+)\":");

  private final PostgresServer server = PostgresServer.shared();

  @TempDir
  private Path directory;

  /** What the application has logged by the time that a slow query is among it. */
  private String slowQuery(ApplicationBuilder builder) {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(20)).open();
        Application application = builder.setting("slow-query.threshold", "5ms").start()) {
      application.pool("main", server, link, "maximumPoolSize=1");
      // The log is watched from just before the listener is up.
      application.await("metrics listening");
      application.ask("main", SQL);
      return application.await("slow query\"?[ ,].*relname");
    }
  }

  private static Set<String> keys(String json) {
    Set<String> keys = new TreeSet<>();
    Matcher key = KEY.matcher(json);
    while (key.find()) {
      keys.add(key.group(1));
    }
    return keys;
  }

  private static String statementId(String line) {
    Matcher id = Pattern.compile("statement_id\"?[=:]\"?([0-9a-f]{16})\\b").matcher(line);
    assertTrue(id.find(), line);
    return id.group(1);
  }

  @Test
  void asJsonItHasTheDocumentedKeys() {
    String line = slowQuery(Application.with().setting("log.format", "json"));
    assertEquals(
        Set.of(
            "level",
            "time",
            "message",
            "millis",
            "round_trips",
            "rows",
            "sql",
            "statement_id",
            "pool",
            "caller"),
        keys(line),
        line);
    assertTrue(line.contains("\"level\":\"warn\""), line);
    assertTrue(line.contains("\"message\":\"slow query\""), line);
    assertTrue(line.contains("\"round_trips\":1,"), line);
    assertTrue(line.contains("\"pool\":\"main\""), line);
    assertTrue(line.contains("\"sql\":\"" + NORMALISED + "\""), line);
    assertTrue(
        line.matches(".*\"caller\":\"example\\.\\w+\\.\\w+\\(\\w+\\.java:\\d+\\)\".*"), line);
  }

  @Test
  void asTextItHasTheSame() {
    String line = slowQuery(Application.with());
    assertTrue(
        line.matches(
            "tripmeter: warn: slow query pool=main millis=\\d+ round_trips=1 rows=\\d+ sql=\""
                + Pattern.quote(NORMALISED)
                + "\" statement_id=[0-9a-f]{16} caller=example\\.\\w+\\.\\w+\\(\\w+\\.java:\\d+\\)"),
        line);
  }

  @Test
  void onRequestItsPlanFollowsWithoutItsValues() {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(20)).open();
        Application application = Application.with()
            .setting("slow-query.threshold", "5ms")
            .setting("slow-query.explain", "true")
            .start()) {
      application.pool("main", server, link, "maximumPoolSize=1");
      application.await("metrics listening");
      application.ask("main", SQL);
      String id = statementId(application.await("slow query .*relname"));
      String plan = application.await("slow query plan pool=main statement_id=" + id);
      assertTrue(plan.contains("Node Type: "), plan);
      assertTrue(plan.contains("Relation Name: pg_class"), plan);
      assertFalse(plan.contains("'a'") || plan.contains("{a,b,c}"), plan);
      // The plan's connection was its own, and is closed again.
      Eventually.equal(1, link::open, application::output);
      assertEquals(1, application.said("slow query plan").size(), application::output);
      assertEquals(List.of(), application.said("slow query.*(explain|EXPLAIN)"));
    }
  }

  @Test
  void aStatementWithParametersHasAGenericPlan() {
    try (Requests requests =
        Requests.start(Requests.on(server).property("tripmeter.slow-query.explain", "true"))) {
      requests.jvm().await("metrics listening");
      assertEquals(200, requests.get("/slow"));
      String id = statementId(requests.jvm().await("slow query .*pg_sleep.*").group());
      String plan = requests
          .jvm()
          .await("slow query plan pool=main statement_id=" + id + ".*")
          .group();
      assertTrue(plan.contains("Node Type: Result"), plan);
      assertFalse(plan.contains("Zq8-literal"), plan);
    }
  }

  @Test
  void whatTripmeterAsksItselfIsNoSlowQuery() {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(20)).open();
        Application application = Application.with()
            .setting("slow-query.threshold", "5ms")
            .setting("warmup", "off")
            .start()) {
      application.pool("first", server, link, "maximumPoolSize=1");
      application.await("metrics listening");
      // From here on the log is watched.
      application.pool("main", server, link, "maximumPoolSize=1");
      application.await("DB session settings applied pool=main");
      application.ask("main", SQL);
      application.await("slow query .*relname");
      assertEquals(List.of(), application.said("slow query.*pg_settings"));
    }
  }

  @Test
  void aStatementHasTheSameIdInEveryProcess() {
    String first = slowQuery(Application.with());
    String second = slowQuery(Application.with().setting("log.format", "json"));
    assertEquals(statementId(first), statementId(second));
  }

  @Test
  void itGoesToAFileWhereAsked() {
    Path file = directory.resolve("slow.log");
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(20)).open();
        Application application = Application.with()
            .setting("log.format", "json")
            .setting("slow-query.threshold", "5ms")
            .setting("slow-query.output", file.toString())
            .start()) {
      application.pool("main", server, link, "maximumPoolSize=1");
      application.await("metrics listening");
      application.ask("main", SQL);
      Pause.until(() -> text(file).contains(NORMALISED), PATIENCE, application::output);
      assertEquals(0, application.said("slow query").size());
    }
    assertTrue(text(file).lines().allMatch(line -> line.startsWith("{")), text(file));
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
