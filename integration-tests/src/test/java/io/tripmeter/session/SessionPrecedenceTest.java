package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.Applications;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word counts in a session: the operator's, then the application's, then ours. */
final class SessionPrecedenceTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

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

  private static Link link() {
    return Link.to(server).roundTrip(Duration.ofMillis(4)).logging().open();
  }

  private static void assertAll(
      Application application, String pool, String question, String answer) {
    assertEquals(
        Collections.nCopies(3, answer), application.askAll(pool, 3, question), application::output);
  }

  /** HikariCP's settings by which an application says what it wants of its sessions. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbcUrl=URL&options=-c%20statement_timeout=11000",
        "jdbcUrl=URL&options=--statement-timeout=11s%20-c%20geqo=off",
        "dataSource.options=-c statement_timeout=11000",
        "connectionInitSql=SET statement_timeout = 11000"
      })
  void whatTheApplicationHasSetBeatsOurDefaultAndNothingElse(String setting) {
    try (Link link = link();
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      String pool = "set" + link.port();
      application.pool(pool, server, link, "maximumPoolSize=3", of(setting, link));
      application.warmedUp(pool);
      assertAll(application, pool, Questions.TIMEOUTS, "11s/5s/1min");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbcUrl=URL&options=-c%20statement_timeout=11000%20-c%20geqo=off&ApplicationName=theirs",
        "dataSource.options=-c statement_timeout=11000 -c geqo=off"
      })
  void theOperatorsWordBeatsWhatTheApplicationHasSet(String setting) {
    try (Link link = link();
        Application application = Application.withTimeouts()
            .setting("pools.main.session.statement-timeout", "13s")
            .setting("session.application-name", "operators")
            .setting("session.schema", "garden")
            .start()) {
      application.pool("main", server, link, "maximumPoolSize=3", of(setting, link));
      application.warmedUp("main");
      assertAll(application, "main", Questions.TIMEOUTS, "13s/5s/1min");
      assertAll(application, "main", Questions.NAME, "operators");
      assertAll(application, "main", Questions.SCHEMA, "garden");
      assertAll(application, "main", "SELECT current_setting('geqo')", "off");
    }
  }

  @Test
  void theApplicationsOwnNameAndSchemaStand() {
    try (Link link = link();
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool(
          "own",
          server,
          link,
          "maximumPoolSize=3",
          of("jdbcUrl=URL&ApplicationName=theirs&currentSchema=garden", link));
      application.warmedUp("own");
      assertAll(application, "own", Questions.NAME, "theirs");
      assertAll(application, "own", Questions.SCHEMA, "garden");
      assertAll(application, "own", Questions.TIMEOUTS, OURS);
    }
  }

  private static String of(String setting, Link link) {
    return setting.replace("URL", server.url(link) + "?sslmode=disable");
  }
}
