package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in force inside sessions. */
final class SessionSettingsTest {
  private static final String OURS = "30s/5s/1min";
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start();
    server.execute("CREATE SCHEMA garden AUTHORIZATION app");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  static List<String> drivers() {
    return Libraries.PGJDBC;
  }

  private static Link link() {
    return Link.to(server).roundTrip(Duration.ofMillis(4)).logging().open();
  }

  private static void assertAll(
      Application application, String pool, String question, String answer) {
    assertEquals(
        Collections.nCopies(3, answer), application.askAll(pool, 3, question), application::output);
  }

  @ParameterizedTest
  @MethodSource("drivers")
  @Tag("core")
  void everyPooledConnectionHasOurDefaultsAndNoTripMore(String pgjdbc) {
    try (Link link = link();
        Application application = Application.withTimeouts().pgjdbc(pgjdbc).start()) {
      application.pool("main", server, link, "maximumPoolSize=3");
      application.warmedUp("main");
      long trips = link.turnArounds();
      // The server is asked once on each who else has set a timeout.
      assertTrue(trips <= 3 * 4 + 2, () -> trips + " trips:\n" + String.join("\n", link.log()));
      assertAll(application, "main", Questions.TIMEOUTS, OURS);
      assertAll(application, "main", Questions.NAME, "console/main");
      String line = application.await("DB session settings applied");
      assertTrue(line.contains("statement_timeout: 30000 (read back)"), line);
      assertTrue(line.contains("application_name: console/main (read back)"), line);
      assertEquals(
          "3",
          server.value(
              "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'console/main'"));
    }
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void whatTheOperatorSaysIsInForceInEveryConnection(String pgjdbc) {
    try (Link link = link();
        Application application = Application.withTimeouts()
            .pgjdbc(pgjdbc)
            .setting("session.statement-timeout", "7s")
            .setting("session.lock-timeout", "0")
            .setting("session.idle-in-transaction-timeout", "2m")
            .setting("session.application-name", "it's <service> in \"<pool>\"")
            .setting("session.time-zone", "Asia/Kathmandu")
            .setting("session.schema", "garden")
            .setting("pools.second.session.statement-timeout", "9s")
            .start()) {
      application.pool("main", server, link, "maximumPoolSize=3");
      application.pool("second", server, link, "maximumPoolSize=3");
      application.warmedUp("main");
      application.warmedUp("second");
      long trips = link.turnArounds();
      assertTrue(trips <= 6 * 4 + 4, () -> trips + " trips:\n" + String.join("\n", link.log()));
      assertAll(application, "main", Questions.TIMEOUTS, "7s/0/2min");
      assertAll(application, "second", Questions.TIMEOUTS, "9s/0/2min");
      assertAll(application, "main", Questions.NAME, "it's console in \"main\"");
      assertAll(application, "main", Questions.TIME_ZONE, "Asia/Kathmandu");
      assertAll(application, "main", Questions.SCHEMA, "garden");
      assertTrue(application.said("settings differ").isEmpty(), application::output);
    }
  }

  @Test
  void aSchemaIsCreatedIfTheOperatorWantsIt() {
    try (Link link = link();
        Application application = Application.withTimeouts()
            .setting("session.schema", "orchard")
            .setting("session.create-schema", "true")
            .start()) {
      server.execute("GRANT CREATE ON DATABASE app TO app");
      application.pool("main", server, link, "maximumPoolSize=3");
      application.warmedUp("main");
      assertAll(application, "main", Questions.SCHEMA, "orchard");
    }
  }

  @Test
  void aLongNameIsCutAsTheServerWouldAtACharacter() {
    try (Link link = link();
        Application application = Application.withTimeouts()
            .setting("session.application-name", "a".repeat(62) + "\u00e4<pool>")
            .start()) {
      application.pool("main", server, link, "maximumPoolSize=3");
      application.await("DB session settings applied");
      assertAll(application, "main", Questions.NAME, "a".repeat(62));
    }
  }

  /** Its setUrl makes every default of the driver look like a setting of the application's. */
  @Test
  void aPoolOfTheDriversDataSourceHasThemToo() {
    try (Link link = link();
        Application application = Application.withTimeouts().start()) {
      assertEquals(
          "created",
          application.tell(
              "pool",
              "main",
              "properties",
              "dataSourceClassName=org.postgresql.ds.PGSimpleDataSource",
              "dataSource.url=" + server.url(link) + "?sslmode=disable",
              "dataSource.user=" + server.user(),
              "dataSource.password=" + server.password(),
              "maximumPoolSize=3"));
      assertTrue(application.warmedUp("main").contains("warmed=3"), application::output);
      assertEquals(3, link.count().connections());
      assertAll(application, "main", Questions.TIMEOUTS, OURS);
      assertAll(application, "main", Questions.NAME, "console/main");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "open-source"})
  void connectionsWithoutAPoolHaveThoseThatAreAskedForThem(String how) {
    try (Link link = link();
        Application application = Application.withTimeoutsOf("none").start()) {
      String url = server.url(link) + "?sslmode=disable";
      assertEquals(
          OURS, application.tell(how, url, server.user(), server.password(), Questions.TIMEOUTS));
      // What one pool is asked for, pool "none" as well, beats what its application has set.
      String own = url + "&options=-c%20lock_timeout=1000%20-c%20work_mem=7MB";
      assertEquals(
          OURS + "/7MB",
          application.tell(
              how,
              own,
              server.user(),
              server.password(),
              Questions.TIMEOUTS + " || '/' || current_setting('work_mem')"));
      String name = application.tell(how, url, server.user(), server.password(), Questions.NAME);
      assertEquals("console/none", name);
      String line = application.await("DB session settings applied pool=none");
      assertTrue(line.contains("statement_timeout: 30000 (read back)"), line);
      Eventually.equal(
          true,
          () -> application
              .tell("beans")
              .matches(
                  ".*name=\"none\".*SessionSettings=.*statement_timeout: 30000 -> 30000 \\(read back.*"),
          () -> application.tell("beans"));
    }
  }

  /** HikariCP leaves the transaction open in which it has set the schema: what it shows begins with its first query. */
  @Test
  void theFirstQueryOfATransactionThatThePoolLeftOpenSeesWhatIsThereThen() {
    for (UnaryOperator<ApplicationBuilder> how : List.<UnaryOperator<ApplicationBuilder>>of(
        ApplicationBuilder::withoutAgent, UnaryOperator.identity())) {
      server.execute("DROP TABLE IF EXISTS fresh; CREATE TABLE fresh (number int);"
          + " ALTER TABLE fresh OWNER TO app");
      try (Application application = how.apply(Application.with()).start()) {
        application.pool(
            "main",
            server,
            server.url(),
            "maximumPoolSize=1",
            "autoCommit=false",
            "schema=public",
            "transactionIsolation=TRANSACTION_REPEATABLE_READ");
        server.execute("INSERT INTO fresh VALUES (1)");
        assertEquals("1", application.ask("main", "SELECT count(*) FROM fresh"));
      }
    }
  }

  @Test
  void whatConnectionsOfNoPoolHaveIsSaidOnceForEachDatabase() {
    try (Link link = link();
        Application application = Application.withTimeoutsOf("none").start()) {
      String url = server.url(link) + "?sslmode=disable";
      for (int i = 0; i < 3; i++) {
        for (String database : List.of("/app", "/postgres")) {
          String there = url.replace("/app", database);
          assertEquals(
              OURS,
              application.tell("open", there, server.user(), server.password(), Questions.TIMEOUTS),
              application::output);
          Eventually.equal(
              true,
              () -> application
                  .tell("beans")
                  .matches(
                      ".*name=\"none\".*SessionSettings=.*statement_timeout: 30000 -> 30000 .*"),
              () -> application.tell("beans"));
        }
      }
      List<String> said = application.said("DB session settings applied pool=none");
      assertEquals(2, said.size(), application::output);
      assertTrue(said.get(1).contains("/postgres"), said.get(1));
    }
  }
}
