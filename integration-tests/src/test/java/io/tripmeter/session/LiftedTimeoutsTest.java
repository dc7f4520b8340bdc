package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Applications;
import io.tripmeter.child.PoolSettings;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.child.Script;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A statement timeout of ours gives way to the application's own query timeout, to COPY and to migrations, and to nothing else. */
final class LiftedTimeoutsTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final String OURS = "500ms";
  private static final String LONG = "SELECT 'slept' FROM pg_sleep(0.7)";
  private static final String SHOW = "SHOW statement_timeout";

  /** Shapes of {@code example.LimitShapes}, and of COPY. */
  private static final List<String> SHAPES = List.of(
      "limits-autocommit",
      "limits",
      "limits-savepoint",
      "limits-cursor",
      "limits-batch",
      "limits-batch-autocommit",
      "limits-prepared",
      "limits-several",
      "copy-in",
      "copy-in-later",
      "copy-out",
      "copy-cancelled",
      "large-object-later",
      "copy-in-autocommit");

  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start();
    server.execute("CREATE TABLE copied (number int); ALTER TABLE copied OWNER TO app");
    server.execute("CREATE FUNCTION slowly(int) RETURNS int VOLATILE LANGUAGE sql AS"
        + " 'SELECT $1 FROM pg_sleep(CASE WHEN $1 = 2 THEN 0.7 ELSE 0 END)'");
    server.execute("CREATE FUNCTION own(text) RETURNS text LANGUAGE plpgsql AS"
        + " $$ BEGIN RETURN set_config('statement_timeout', $1, false); END $$");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static ApplicationBuilder withTimeouts() {
    return Application.with()
        .setting("session.statement-timeout", OURS)
        .setting("session.lock-timeout", "900ms")
        .setting("session.idle-in-transaction-timeout", "20s");
  }

  /** With a pool of one connection, which each script has after the other. */
  private static Application start(String pool, String pgjdbc, String mode) {
    Application application = APPLICATIONS.start(withTimeouts().pgjdbc(pgjdbc));
    application.pool(pool, server, server.url() + "?preferQueryMode=" + mode, "maximumPoolSize=1");
    application.warmedUp(pool);
    return application;
  }

  @ParameterizedTest
  @CsvSource({"42.2.29, simple", "42.7.14, extended"})
  void whatTheApplicationAllowsLongerMayTakeLongerAndNothingElse(String pgjdbc, String mode) {
    assertLifted(pgjdbc, mode);
  }

  @ParameterizedTest
  @CsvSource({
    "42.2.29, extended",
    "42.5.6, extendedCacheEverything",
    "42.7.14, simple",
    "42.7.14, extendedForPrepared",
    "42.7.14, extendedCacheEverything"
  })
  @Tag("matrix")
  void soItIsInEveryQueryMode(String pgjdbc, String mode) {
    assertLifted(pgjdbc, mode);
  }

  @ParameterizedTest
  @MethodSource("io.tripmeter.child.PoolUnderTest#newest")
  @Tag("matrix")
  void soItIsInEveryPool(PoolUnderTest pool) {
    try (Application application = pool.on(withTimeouts()).start()) {
      PoolSettings settings = pool.settings().one().resetting();
      String[] command = pool.command("main", server, server.url(), settings);
      assertEquals("created", application.tell(command), application::output);
      application.warmedUp(pool.name("main", 1));
      assertLifted(application, "main", "extended");
    }
  }

  private static void assertLifted(String pgjdbc, String mode) {
    try (Application application = start(mode, pgjdbc, mode)) {
      assertLifted(application, mode, mode);
    }
  }

  private static void assertLifted(Application application, String pool, String mode) {
    Script script = new Script(application, pool);
    script.step("sql: " + SHOW, OURS).step("limit 10: " + LONG, "slept").step("sql: " + SHOW, OURS);
    script
        .step("limit 10: " + SHOW, "0")
        .step("sql: SELECT pg_sleep(5)", "57014")
        .run();
    script.step("sql: " + SHOW, OURS).step("limit 10: " + SHOW, "0").run();
    // The connection is back in the pool with the timeout lifted.
    script.step("sql: " + SHOW, OURS).step("limit 10: " + SHOW, "0").run();
    script.step("sql: SELECT pg_sleep(5)", "57014").run();

    script.step("begin", "begin").step("limit 10: " + SHOW, "0").step("limit 10: " + LONG, "slept");
    script.step("sql: " + SHOW, OURS).step("limit 10: " + SHOW, "0").step("commit", "commit");
    script.step("sql: " + SHOW, OURS).step("limit 10: " + SHOW, "0").step("commit", "commit");
    script.step("autocommit", "autocommit").step("sql: " + SHOW, OURS).run();

    script.step("begin", "begin").step("sql: SELECT 1", "1").step("limit 10: " + SHOW, "0");
    script.step("savepoint", "savepoint").step("sql: " + SHOW, OURS).step("back", "back");
    script.step("sql: " + SHOW, OURS).step("limit 10: " + SHOW, "0").step("back", "back");
    script.step("limit 10: " + SHOW, "0").step("sql: SELECT 1 / 0", "22012");
    script.step("limit 10: SELECT 1", "25P02").step("back", "back").step("sql: " + SHOW, OURS);
    script.step("limit 10: SELECT 1 / 0", "22012").step("rollback", "rollback");
    script.step("sql: " + SHOW, OURS).step("limit 10: " + SHOW, "0").run();

    script.step("begin", "begin").step("readonly", "readonly").step("limit 10: " + SHOW, "0");
    script.step("sql: " + SHOW, OURS).step("sql: SELECT pg_sleep(5)", "57014").run();

    script.step("limit 1: SELECT pg_sleep(5)", "57014").step("sql: " + SHOW, OURS);
    script
        .step("begin", "begin")
        .step("cursor 10: SELECT slowly(i) FROM generate_series(1, 3) i", "3 rows");
    script
        .step("cursor 0: SELECT slowly(i) FROM generate_series(1, 3) i", "57014")
        .run();
    script.step("batch 10: DO 'BEGIN PERFORM pg_sleep(0.7); END'", "[0, 0]");
    script.step("batch 0: DO 'BEGIN PERFORM pg_sleep(5); END'", "57014").run();
    if (!mode.equals("simple")) {
      script
          .step(
              "prepared 10 12: SELECT ?::int || current_setting('statement_timeout')",
              "0500ms,10,2500ms,30,4500ms,50,6500ms,70,8500ms,90,10500ms,110")
          .run();
    }
  }

  @ParameterizedTest
  @CsvSource({"42.2.29", "42.7.14"})
  void copyTakesItsTime(String pgjdbc) {
    server.execute("TRUNCATE copied");
    try (Application application = start("copies", pgjdbc, "extended")) {
      Script script = new Script(application, "copies");
      script.step("copy-out: COPY (" + LONG + ") TO STDOUT", "1").step("sql: " + SHOW, OURS);
      script.step("copy-in 700: COPY copied FROM STDIN", "2").step("sql: " + SHOW, OURS);
      script.step("begin", "begin").step("copy-out: COPY (" + LONG + ") TO STDOUT", "1");
      script.step("sql: " + SHOW, OURS).step("copy-in 700: COPY copied FROM STDIN", "2");
      script.step("sql: " + SHOW, OURS).step("commit", "commit");
      script
          .step("autocommit", "autocommit")
          .step("sql: SELECT count(*) FROM copied", "4")
          .run();
      script.step("sql: SELECT pg_sleep(5)", "57014").run();
    }
  }

  @ParameterizedTest
  @CsvSource({"42.2.29", "42.7.14"})
  void whatTheApplicationSetsItselfStands(String pgjdbc) {
    try (Application application = start("own", pgjdbc, "extended")) {
      Script script = new Script(application, "own");
      // For the transaction.
      script.step("begin", "begin").step("sql: SET LOCAL statement_timeout = '7s'", "done");
      script.step("limit 10: " + SHOW, "7s").step("sql: " + SHOW, "7s").step("commit", "commit");
      script.step("limit 10: " + SHOW, "0").step("sql: " + SHOW, OURS);
      script.step("sql: SELECT set_config('statement_timeout', '8s', true)", "8s");
      script
          .step("limit 10: " + SHOW, "8s")
          .step("sql: " + SHOW, "8s")
          .step("rollback", "rollback");
      script.step("sql: SET LOCAL lock_timeout = '7s'", "done").step("limit 10: " + SHOW, "0");
      script.step("sql: SHOW lock_timeout", "7s").run();
      // By a function, which does not show in the text.
      script.step("limit 10: " + SHOW, "0").step("sql: SELECT own('6s')", "6s");
      script.step("limit 10: " + SHOW, "6s").step("sql: " + SHOW, "6s");
      script.step("sql: SELECT own('500ms')", OURS).run();
      // For the session.
      script.step("limit 10: " + SHOW, "0").step("sql: SET statement_timeout = '9s'", "done");
      script.step("limit 10: " + SHOW, "9s").step("sql: " + SHOW, "9s").run();
      script
          .step("begin", "begin")
          .step("limit 10: " + SHOW, "9s")
          .step("sql: " + SHOW, "9s")
          .run();
      script.step("limit 10: " + LONG, "slept").step("sql: " + LONG, "slept").run();
    }
  }

  /** Ours for all pools is set behind a question, ours for one pool is the session's default: RESET leads elsewhere. */
  @ParameterizedTest
  @CsvSource({"session", "pools.main.session"})
  void onceTheApplicationHasGivenItBackOursGivesWayAgain(String key) {
    try (Application application =
        Application.with().setting(key + ".statement-timeout", OURS).start()) {
      application.pool("main", server, server.url(), "maximumPoolSize=1");
      application.warmedUp("main");
      Script script = new Script(application);
      for (String back :
          List.of("RESET statement_timeout", "SET statement_timeout = DEFAULT", "DISCARD ALL")) {
        script.step("sql: SET statement_timeout = '9s'", "done").step("limit 10: " + SHOW, "9s");
        script.step("sql: " + back, "done").step("limit 10: " + LONG, "slept");
        script
            .step("sql: " + SHOW, OURS)
            .step("sql: SELECT pg_sleep(5)", "57014")
            .run();
      }
      script.step("begin", "begin").step("sql: SET statement_timeout = 0", "done");
      script.step("limit 10: " + SHOW, "0").step("sql: " + SHOW, "0").step("commit", "commit");
      script.step("limit 10: " + SHOW, "0").step("sql: " + SHOW, "0");
      script.step("sql: RESET statement_timeout", "done").step("rollback", "rollback");
      script.step("limit 10: " + SHOW, "0").step("sql: " + SHOW, "0");
      script.step("sql: RESET ALL", "done").step("commit", "commit");
      script.step("limit 10: " + LONG, "slept").step("sql: " + SHOW, OURS).run();

      script.step("begin", "begin").step("sql: SET statement_timeout = '9s'", "done");
      script.step("rollback", "rollback").step("limit 10: " + LONG, "slept");
      script.step("sql: " + SHOW, OURS).run();
    }
  }

  @ParameterizedTest
  @CsvSource({"42.2.29", "42.7.14"})
  void nothingElseChangesAndNoTripIsAdded(String pgjdbc) {
    List<String> alone = shapes(pgjdbc, ApplicationBuilder::withoutAgent);
    assertEquals(
        String.join("\n", alone),
        String.join("\n", shapes(pgjdbc, builder -> builder.setting("warmup", "off"))));
  }

  /** The result of each shape, twice, and its round trips on the wire. */
  private static List<String> shapes(String pgjdbc, UnaryOperator<ApplicationBuilder> how) {
    server.execute(
        "DROP TABLE IF EXISTS shape; CREATE TABLE shape (id serial, number int, name text);"
            + " ALTER TABLE shape OWNER TO app");
    List<String> done = new ArrayList<>();
    try (Link link =
            Link.to(server).roundTrip(Duration.ofMillis(10)).joiningBegin().open();
        Application application =
            how.apply(Application.withTimeouts().pgjdbc(pgjdbc)).start()) {
      application.pool("main", server, link, "maximumPoolSize=1");
      application.tell("shape", "main", "limits");
      for (String shape : SHAPES) {
        for (int i = 0; i < 2; i++) {
          Link.Count mark = link.mark();
          String result = application.tell("shape", "main", shape);
          done.add(shape + ": " + result + ", " + link.since(mark).turnArounds() + " trips");
        }
      }
    }
    return done;
  }
}
