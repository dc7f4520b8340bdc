package io.tripmeter.hazards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SQL that needs a session of its own, where the operator says that there is none to be had. The server itself stands for the pooler. */
final class HazardsTest {
  private static final String HAZARD = "pooler hazard: ";

  /** Logged after everything else that an application says. */
  private static final String LAST = "LISTEN the_end";

  private static final List<String> HARMLESS = List.of(
      "SELECT pg_advisory_xact_lock(1)",
      "SELECT 'SELECT pg_advisory_lock(1); LISTEN jobs'",
      "SELECT $$ ; SET x.y = 1; $$ -- ; DISCARD ALL",
      "SELECT 1 AS listen, 2 AS \"set\" /* SET /* x.y */ = 1 */",
      "BEGIN; SET LOCAL statement_timeout = 5000; SELECT set_config('x.y', '1', true); COMMIT",
      "CREATE TEMP TABLE gone (id int) ON COMMIT DROP",
      "NOTIFY jobs");

  private final PostgresServer server = PostgresServer.shared();

  static List<String> drivers() {
    return Libraries.PGJDBC;
  }

  private static void started(
      ApplicationBuilder builder, PostgresServer server, Consumer<Application> work) {
    try (Link link = Link.to(server).open();
        Application application = builder.start()) {
      application.pool("main", server, link, "maximumPoolSize=2");
      application.configured("main");
      work.accept(application);
    }
  }

  /** The lines that the application has caused so far, each as its feature and its normalised SQL. */
  private static List<String> hazards(Application application) {
    assertEquals("done", application.ask("main", LAST));
    application.await(HAZARD + ".*the_end");
    Pattern fields = Pattern.compile(" feature=(\\S+) .* sql=(\"(?:[^\"\\\\]|\\\\.)*\"|\\S+)");
    List<String> all = new ArrayList<>();
    for (String line : application.said(HAZARD)) {
      Matcher found = fields.matcher(line);
      assertTrue(found.find(), line);
      if (!line.contains("the_end")) {
        all.add(found.group(1) + ": " + found.group(2).replaceAll("^\"|\"$", ""));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void eachIsToldOfOnceWithWhereItComesFrom(String pgjdbc) {
    started(
        Application.with().pgjdbc(pgjdbc).setting("pooler", "transaction"), server, application -> {
          for (int i = 0; i < 3; i++) {
            application.ask("main", "SELECT pg_advisory_lock(" + i + ")");
            application.ask("main", "/* " + i + " */ LISTEN jobs");
            application.ask("main", "SELECT 1; SET x.y = '" + i + "'");
            application.ask("main", "SELECT set_config('x.y', '" + i + "', false)");
            application.ask("main", "CREATE TEMP TABLE IF NOT EXISTS kept (id int)");
            application.ask("main", "DEALLOCATE ALL");
            application.ask("main", "BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT 1; ROLLBACK");
            application.ask("main", "DISCARD SEQUENCES");
            application.tell("ask-prepared", "main", "7", "SELECT pg_try_advisory_lock(?)");
            assertEquals("public", application.tell("schema", "main", "public"));
            HARMLESS.forEach(sql -> application.ask("main", sql));
          }
          assertEquals(
              List.of(
                  "advisory-lock: SELECT pg_advisory_lock(?)",
                  "listen: LISTEN jobs",
                  "set: SELECT ?; SET x.y = ?",
                  "set-config: SELECT set_config(?, ?, ?)",
                  "temporary-table: CREATE TEMP TABLE IF NOT EXISTS kept (id int)",
                  "prepare: DEALLOCATE ALL",
                  "with-hold: BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT ?; ROLLBACK",
                  "discard: DISCARD SEQUENCES",
                  "advisory-lock: SELECT pg_try_advisory_lock(?)",
                  "set: SET SESSION search_path TO ?"),
              hazards(application),
              application::output);
          assertCallers(application);
          assertCounted(application.metrics());
        });
  }

  private static void assertCallers(Application application) {
    List<String> elsewhere = application.said(HAZARD).stream()
        .filter(
            line -> !line.matches(
                ".* pool=main .* caller=example\\.(PoolCommands\\.(ask|schema)|Sql\\.repeat)\\(\\w+\\.java:\\d+\\) .*"))
        .toList();
    assertEquals(List.of(), elsewhere);
    assertEquals(
        1,
        application
            .said("feature=set .*search_path.* caller=example\\.PoolCommands\\.schema")
            .size());
    assertEquals(
        1,
        application.said("pg_try_advisory_lock.* caller=example\\.Sql\\.repeat").size());
  }

  private static void assertCounted(Metrics metrics) {
    assertEquals(2, counted(metrics, "advisory-lock"));
    assertEquals(2, counted(metrics, "listen"));
    assertEquals(2, counted(metrics, "set"));
    Stream.of("set-config", "temporary-table", "prepare", "with-hold", "discard")
        .forEach(feature -> assertEquals(1, counted(metrics, feature), feature));
  }

  private static double counted(Metrics metrics, String feature) {
    return metrics.sum("tripmeter_pooler_hazards_total", "feature", feature);
  }

  /** That COMMIT is a statement which another client has named already is how most first meet a pooler in transaction mode. */
  @ParameterizedTest
  @MethodSource("drivers")
  void anErrorThatComesOfASharedSessionIsToldOfOnceEvenIfNothingIsChanged(String pgjdbc) {
    String[] names = IntStream.range(1, 20)
        .mapToObj(i -> "PREPARE \"S_" + i + "\" AS SELECT 1")
        .toArray(String[]::new);
    String[] command =
        Stream.concat(Stream.of("commit", "broken"), Stream.of(names)).toArray(String[]::new);
    started(
        Application.with()
            .pgjdbc(pgjdbc)
            .setting("mode", "advise")
            .setting("pooler", "transaction"),
        server,
        application -> {
          application.tell(Application.poolCommand(
              "broken", "constructor", server, server.url(), "maximumPoolSize=1"));
          String first = application.tell(command);
          assertTrue(first.startsWith("failed: 42P05"), first);
          assertEquals(
              "failed: 26000", application.ask("main", "EXECUTE nobodys").substring(0, 13));
          assertEquals(
              "failed: 34000", application.ask("main", "FETCH 1 FROM nowhere").substring(0, 13));
          assertEquals(
              "failed: 34000", application.ask("main", "FETCH 2 FROM nowhere").substring(0, 13));
          assertEquals(
              "failed: 42P01", application.ask("main", "SELECT * FROM nothing").substring(0, 13));
          assertTrue(application
              .ask("main", "DO $$ BEGIN RAISE 'S3cr3t' USING ERRCODE = '08P01'; END $$")
              .startsWith("failed: 08P01"));
          List<String> hazards = hazards(application);
          List<String> errors =
              hazards.stream().filter(line -> line.matches("[0-9A-Z]{5}: .*")).toList();
          assertEquals(
              List.of(
                  "42P05: COMMIT",
                  "42P05: ROLLBACK",
                  "26000: EXECUTE nobodys",
                  "34000: FETCH ? FROM nowhere",
                  "08P01: DO ?"),
              errors,
              application::output);
          assertEquals(
              1,
              application
                  .said(
                      "feature=42P05 .* sql=COMMIT caller=example\\.PoolCommands\\.transaction\\(")
                  .size(),
              application::output);
          assertEquals(1, counted(application.metrics(), "34000"));
          assertEquals(List.of(), application.said("S3cr3t"));
        });
  }

  @Test
  void whereEachClientHasASessionOfItsOwnNothingIsSaid() {
    for (String pooler : List.of("none", "session", "auto")) {
      try (Link link = Link.to(server).open();
          Application application = Application.with().setting("pooler", pooler).start()) {
        application.pool("main", server, link, "maximumPoolSize=2");
        application.warmedUp("main");
        application.ask("main", LAST);
        application.ask("main", "SELECT pg_advisory_lock(1)");
        application.ask("main", "EXECUTE nobodys");
        application.ask("main", "SET x.y = 1");
        assertEquals("closed", application.tell("close", "main"));
        assertEquals(List.of(), application.said(HAZARD), application::output);
      }
    }
  }

  @Test
  void aConnectionOfNoPoolIsLookedAtFromItsFirstStatementOn() {
    try (Link link = Link.to(server).open();
        Application application =
            Application.with().setting("pooler", "transaction").start()) {
      String url = server.url(link) + "?sslmode=disable";
      application.tell("open", url, server.user(), server.password(), "SET x.y = 1");
      String line = application.await(HAZARD + ".*feature=set ");
      assertTrue(line.contains(" pool=none "), line);
      assertTrue(line.contains("caller=example.PoolCommands.ask("), line);
      assertTrue(line.contains("pooler=\"transaction pooler (pooler=transaction"), line);
    }
  }
}
