package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that speak PostgreSQL's protocol, each simulated by a PostgreSQL behind a proxy: it reports the other's parameters in the
 * handshake, has its process numbers, and refuses what it refuses. They are named, and nobody takes them for poolers.
 */
final class OtherServersTest {
  /** Its own: it has functions in the schema public, where others migrate. */
  private static final PostgresServer SERVER = PostgresServer.start();

  private static final String COCKROACH =
      "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27, go1.19.10)";
  private static final String PROCESS = "pg_catalog.pg_backend_pid()";

  /** Of 32 bits, as CockroachDB from 22.1 on has them. */
  private static final long LARGE = 3_000_000_001L;

  @BeforeAll
  static void numbers() {
    function("crdb_numb_32", "bigint", LARGE);
    function("crdb_numb_no", "int", -1);
    function("crdb_numb_rs", "int", 1 << 30);
  }

  @AfterAll
  static void stopServer() {
    SERVER.close();
  }

  private static void function(String name, String type, long value) {
    SERVER.execute("CREATE OR REPLACE FUNCTION public." + name + "___" + "() RETURNS " + type
        + " LANGUAGE sql AS 'SELECT " + value + "::" + type + "'");
  }

  /** Its statements ask this function, of a name as long, for the number of their process. */
  private static PickyProxy server(
      String function, Disguise disguise, UnaryOperator<java.util.Map<String, String>> startup) {
    String replacement = "public." + function + "___()";
    return new PickyProxy(SERVER, startup)
        .as(disguise)
        .reading(PROCESS, " ".repeat(PROCESS.length() - replacement.length()) + replacement);
  }

  private static PickyProxy cockroach(String function, long key) {
    Disguise disguise = new Disguise()
        .reporting("crdb_version", COCKROACH)
        .reporting("server_version", "13.0.0")
        .key(key);
    return server(function, disguise, startup -> startup);
  }

  /** PostgreSQL 8.0.2 knows neither the value of 9.0 nor two of the timeouts. */
  private static PickyProxy redshift() {
    Disguise disguise = new Disguise()
        .reporting("server_version", "8.0.2")
        .reporting("padb_version", "1.0.61395")
        .key(1 << 30);
    return server("crdb_numb_rs", disguise, startup -> {
      if ("3".equals(startup.get("extra_float_digits"))) {
        throw new PickyProxy.Refused(
            "22023",
            "3 is outside the valid range for parameter \"extra_float_digits\" (-15 .. 2)");
      }
      for (String missing : List.of("lock_timeout", "idle_in_transaction_session_timeout")) {
        if (startup.getOrDefault("options", "").contains(missing)) {
          throw new PickyProxy.Refused(
              "42704", "unrecognized configuration parameter \"" + missing + "\"");
        }
      }
      return startup;
    });
  }

  static List<String> drivers() {
    return List.of(Libraries.PGJDBC.get(0), Libraries.NEWEST_PGJDBC);
  }

  private static void pool(Application application, String name, PickyProxy proxy) {
    assertEquals(
        "created",
        application.tell(
            Application.poolCommand(name, "constructor", SERVER, proxy.url(), "maximumPoolSize=3")),
        application::output);
    assertTrue(application.warmedUp(name).contains("warmed=3"), application::output);
    assertEquals(Collections.nCopies(3, "1"), application.askAll(name, 3, "SELECT 1"));
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void cockroachIsNamedAndIsNoPooler(String driver) {
    try (PickyProxy now = cockroach("crdb_numb_32", LARGE);
        PickyProxy old = cockroach("crdb_numb_no", 0);
        Application application = Application.with().pgjdbc(driver).start()) {
      pool(application, "main", now);
      application.await("DB endpoint is the server itself pool=main .* proven=true"
          + " server=.CockroachDB CCL v23.1.11.");
      pool(application, "old", old);
      application.await("DB endpoint is the server itself pool=old .* proven=false server=.Cockr");
      assertEquals(List.of(), application.said("warn:|proxy|is behind"), application.output());
    }
  }

  /** Without a question: PgBouncer's random numbers look like CockroachDB's. */
  @Test
  void aLargeNumberInTheHandshakeIsAProxysUnlessTheServerSaysWhoItIs() {
    try (PickyProxy cockroach = cockroach("crdb_numb_32", LARGE);
        PickyProxy unknown =
            new PickyProxy(SERVER, startup -> startup).as(new Disguise().key(LARGE));
        Application application = Application.with().start()) {
      open(application, cockroach);
      assertEquals(List.of(), application.said("unknown proxy"), application.output());
      open(application, unknown);
      application.await("DB endpoint is behind an unknown proxy .*:" + unknown.port() + "/");
    }
  }

  private static void open(Application application, PickyProxy proxy) {
    assertEquals(
        "1",
        application.tell("open", proxy.url(), SERVER.user(), SERVER.password(), "SELECT 1"),
        application::output);
  }

  @Test
  void yugabyteIsNamedAndTreatedAsPostgres() {
    Disguise yugabyte = new Disguise().reporting("server_version", "11.2-YB-2.20.1.0-b97");
    try (PickyProxy proxy = new PickyProxy(SERVER, startup -> startup).as(yugabyte);
        Application application = Application.withTimeouts().start()) {
      pool(application, "main", proxy);
      application.await("DB endpoint is the server itself pool=main .* server=.YugabyteDB 2.20");
      assertEquals(
          Collections.nCopies(3, "30s/5s/1min"),
          application.askAll("main", 3, Questions.TIMEOUTS),
          application::output);
    }
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void redshiftGetsWhatPostgres8Takes(String driver) {
    try (PickyProxy proxy = redshift();
        Application bare = Application.with().pgjdbc(driver).withoutAgent().start();
        Application application =
            Application.withTimeoutsOf("second").pgjdbc(driver).start()) {
      assertEquals(
          "created",
          bare.tell(Application.poolCommand("main", "constructor", SERVER, proxy.url())),
          bare::output);
      pool(application, "main", proxy);
      application.await("DB endpoint is the server itself pool=main .* server=.Amazon Redshift");
      int refusals = proxy.refusals().size();
      assertTrue(refusals <= 3, () -> proxy.refusals().toString());
      assertFalse(application.output().contains("unknown proxy"), application::output);
      pool(application, "second", proxy);
      assertEquals("30s/0/0", application.ask("second", Questions.TIMEOUTS), application::output);
    }
  }
}
