package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema's name is what the operator has written, and what rides with BEGIN never breaks a transaction. */
final class SchemaNamesTest {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start();
    for (String schema : List.of("\"user\"", "\"Sales\"", "\"it's \"\"odd\"\", so\"")) {
      server.execute("CREATE SCHEMA " + schema + " AUTHORIZATION app");
    }
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  static List<String> drivers() {
    return List.of(Libraries.PGJDBC.get(0), Libraries.NEWEST_PGJDBC);
  }

  private static void assertSchemas(Application application, String url, boolean session) {
    for (String schema : List.of("user", "Sales", "it's \"odd\", so")) {
      String pool = schema.replaceAll("[^a-zA-Z]", "");
      application.pool(pool, server, url, "maximumPoolSize=2");
      application.warmedUp(pool);
      assertEquals(
          schema, application.tell("transaction", pool, Questions.SCHEMA), application::output);
      if (session) {
        assertEquals(schema, application.ask(pool, Questions.SCHEMA));
      }
    }
    assertEquals(List.of(), application.said("settings differ|do not ride"), application::output);
  }

  private static Application start(String pgjdbc) {
    return Application.with()
        .pgjdbc(pgjdbc)
        .setting("pools.user.session.schema", "user")
        .setting("pools.Sales.session.schema", "Sales, public")
        .setting("pools.itsoddso.session.schema", "\"it's \"\"odd\"\", so\",public")
        .start();
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void ofTheSessionItself(String pgjdbc) {
    try (Application application = start(pgjdbc)) {
      assertSchemas(application, server.url(), true);
    }
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void ofEachTransactionBehindAPooler(String pgjdbc) {
    String version = PoolerPrograms.PGBOUNCER.get(0);
    assumeTrue(PoolerPrograms.pgBouncer(version).isPresent(), "no PgBouncer " + version);
    try (PgBouncer pooler = PgBouncer.before(server)
            .version(version)
            .ignoring("extra_float_digits")
            .poolSize(1)
            .start();
        Application application = start(pgjdbc)) {
      assertSchemas(application, pooler.url(), false);
    }
  }

  /** What reads SET LOCAL wrongly, and what does something else in its place. */
  @ParameterizedTest
  @ValueSource(strings = {"SET LOCAX ", "SELECT 1;"})
  void whatFailsWhenItIsTriedRidesNoMore(String instead) {
    String text = instead.startsWith("SELECT") ? "SET LOCAL lock_timeout=5000" : "SET LOCAL ";
    String read = instead.startsWith("SELECT") ? "SET LOCAL lock_timeout=6000" : instead;
    try (PickyProxy proxy = new PickyProxy(server, startup -> startup).reading(text, read);
        Application application =
            Application.withTimeouts().setting("pooler", "transaction").start()) {
      application.pool("main", server, proxy.url(), "maximumPoolSize=3");
      for (int i = 0; i < 3; i++) {
        assertEquals(
            "0/0/0",
            application.tell("transaction", "main", Questions.TIMEOUTS),
            application::output);
      }
      assertEquals(1, application.said("do not ride with BEGIN").size(), application.output());
    }
  }

  @Test
  void thePreparationThresholdOfTheApplicationIsItsOwn() {
    try (Application application =
        Application.with().setting("pooler", "transaction").start()) {
      application.pool("main", server, server.url() + "?prepareThreshold=5", "maximumPoolSize=1");
      String line = application.configured("main");
      assertTrue(
          line.contains("driver.prepareThreshold: 5 -> 5 (the application has set it)"), line);
    }
  }
}
