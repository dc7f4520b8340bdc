package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.Script;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a timeout of ours goes with each transaction: what it gives way to, and that nothing stays on the server's connection. */
final class LiftedBehindPoolersTest {
  private static final String OURS = "500ms";
  private static final String LONG = "SELECT 'slept' FROM pg_sleep(0.7)";
  private static final String SHOW = "SHOW statement_timeout";
  private static final PostgresServer SERVER = Poolers.server();

  static Stream<Arguments> combinations() {
    return Stream.of(
        Arguments.of(Poolers.OLD, "42.7.14", "extended"),
        Arguments.of(Poolers.NEW, "42.2.29", "simple"));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void whatTheApplicationAllowsLongerMayTakeLongerAndNothingElse(
      String version, String pgjdbc, String mode) {
    assertLifted(version, pgjdbc, mode);
  }

  static Stream<Arguments> others() {
    return Poolers.versions().stream()
        .flatMap(version -> Stream.of("42.2.29", "42.7.14")
            .flatMap(pgjdbc -> Stream.of(
                    "extended", "simple", "extendedForPrepared", "extendedCacheEverything")
                .map(mode -> Arguments.of(version, pgjdbc, mode))));
  }

  @ParameterizedTest
  @MethodSource("others")
  @Tag("matrix")
  void soItIsBehindEveryPoolerWithEveryDriverInEveryMode(
      String version, String pgjdbc, String mode) {
    assertLifted(version, pgjdbc, mode);
  }

  private static void assertLifted(String version, String pgjdbc, String mode) {
    SERVER.execute("TRUNCATE shape");
    try (PgBouncer pooler = Poolers.pgBouncer(version, SERVER).poolSize(1).start();
        Application application = Application.with()
            .pgjdbc(pgjdbc)
            .setting("session.statement-timeout", OURS)
            .setting("session.lock-timeout", "20s")
            .start()) {
      application.pool(
          "main", SERVER, pooler.url() + "?preferQueryMode=" + mode, "maximumPoolSize=1");
      application.warmedUp("main");
      Poolers.verdict(application, "main");
      Script script = new Script(application);
      autocommit(script, version.equals(Poolers.OLD) && pgjdbc.equals("42.2.29"));
      assertNothingStays(pooler);
      transactions(script);
      assertNothingStays(pooler);
      copies(script);
      assertNothingStays(pooler);
      ofTheApplication(script);
      assertNothingStays(pooler);
    }
  }

  /** The operator is mistaken, and the pooler drops what would have been in the startup packet. */
  @Test
  void nothingStaysBehindAPoolerThatIsTakenForTheServer() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER)
            .poolSize(1)
            .ignoring("extra_float_digits,options")
            .start();
        Application application = Application.with()
            .setting("session.statement-timeout", OURS)
            .setting("pooler", "none")
            .start()) {
      application.pool(
          "main", SERVER, pooler.url() + "?preferQueryMode=simple", "maximumPoolSize=1");
      application.warmedUp("main");
      Script script = new Script(application);
      script
          .step("limit 10: " + SHOW, "0")
          .step("sql: " + SHOW, "0")
          .step("limit 10: " + SHOW, "0");
      script
          .step("copy-out: COPY (SELECT 1) TO STDOUT", "1")
          .step("sql: " + SHOW, "0")
          .run();
      assertNothingStays(pooler);
    }
  }

  private static void assertNothingStays(PgBouncer pooler) {
    assertEquals(Poolers.SERVERS_OWN, pooler.value(Poolers.SESSION));
  }

  /** @param cancelsByChance the driver sends its cancel request or not by the sign of PgBouncer's random key, with Tripmeter or without */
  private static void autocommit(Script script, boolean cancelsByChance) {
    script
        .step("limit 10: " + LONG, "slept")
        .step("limit 10: " + SHOW, "0")
        .step("sql: " + SHOW, "0");
    if (!cancelsByChance) {
      script.step("sql: SELECT pg_sleep(5)", "57014");
    }
    script.step("limit 10: " + SHOW, "0").run();
  }

  private static void transactions(Script script) {
    script.step("begin", "begin").step("limit 10: " + SHOW, "0").step("limit 10: " + LONG, "slept");
    script.step("sql: SHOW lock_timeout", "20s").step("sql: " + SHOW, OURS);
    script.step("savepoint", "savepoint").step("limit 10: " + SHOW, "0").step("back", "back");
    script.step("sql: " + SHOW, OURS).step("limit 10: SELECT 1 / 0", "22012").step("back", "back");
    script.step("sql: " + SHOW, OURS).step("limit 10: " + SHOW, "0").step("commit", "commit");
    script
        .step("sql: " + SHOW, OURS)
        .step("limit 10: " + SHOW, "0")
        .step("sql: SELECT pg_sleep(5)", "57014");
    script
        .step("limit 10: SELECT 1", "25P02")
        .step("rollback", "rollback")
        .step("sql: " + SHOW, OURS)
        .run();
    script
        .step("begin", "begin")
        .step("readonly", "readonly")
        .step("limit 10: " + SHOW, "0")
        .run();
    script.step("begin", "begin").step("sql: SELECT pg_sleep(5)", "57014").run();
  }

  private static void copies(Script script) {
    script.step("begin", "begin").step("copy-out: COPY (" + LONG + ") TO STDOUT", "1");
    script.step("sql: " + SHOW, OURS).step("copy-in 700: COPY shape (number) FROM STDIN", "2");
    script.step("sql: " + SHOW, OURS).step("commit", "commit").step("autocommit", "autocommit");
    script.step("copy-out: COPY (" + LONG + ") TO STDOUT", "1").run();
  }

  private static void ofTheApplication(Script script) {
    script.step("sql: BEGIN", "done").step("limit 10: " + SHOW, "0").step("sql: " + SHOW, "0");
    script.step("sql: COMMIT", "done").step("begin", "begin");
    script.step("sql: SET LOCAL statement_timeout = '7s'", "done").step("limit 10: " + SHOW, "7s");
    script.step("sql: " + SHOW, "7s").step("commit", "commit").step("limit 10: " + SHOW, "0");
    script.step("sql: SELECT set_config('statement_timeout', '8s', true)", "8s");
    script
        .step("limit 10: " + SHOW, "8s")
        .step("sql: " + SHOW, "8s")
        .step("commit", "commit")
        .run();
  }
}
