package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database administrator who has given the role or the database a default has said what is right there. */
final class ServerDefaultsTest {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void forgetDefaults() {
    server.execute("ALTER ROLE app RESET ALL");
    server.execute("ALTER DATABASE app RESET ALL");
    server.execute("ALTER ROLE app IN DATABASE app RESET ALL");
  }

  private static void assertAll(Application application, String pool, String expected) {
    assertEquals(
        Collections.nCopies(4, expected),
        application.askAll(pool, 4, Questions.TIMEOUTS),
        application::output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROLE app", "DATABASE app", "ROLE app IN DATABASE app"})
  void itBeatsOurDefaultOnConnectionsThatAreOpenAndOnLaterOnes(String whose) {
    server.execute("ALTER " + whose + " SET statement_timeout = '90s'");
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = Application.withTimeouts().start()) {
      application.pool("main", server, link, "maximumPoolSize=4");
      String applied = application.await("DB session settings applied");
      assertTrue(applied.contains("statement_timeout: 90s (a default of the role"), applied);
      application.await("put right.*connections=4");
      assertAll(application, "main", "90s/5s/1min");

      link.cut();
      Eventually.pause(700);
      assertAll(application, "main", "90s/5s/1min");
      application.pool("later", server, link, "maximumPoolSize=4");
      application.warmedUp("later");
      assertAll(application, "later", "90s/5s/1min");
      assertEquals(1, application.said("put right").size(), application.output());
    }
  }

  @Test
  void theClosestOneCounts() {
    server.execute("ALTER DATABASE app SET lock_timeout = '1s'");
    server.execute("ALTER ROLE app SET lock_timeout = '2s'");
    server.execute("ALTER ROLE app IN DATABASE app SET lock_timeout = '3s'");
    try (Link link = Link.to(server).open();
        Application application = Application.withTimeouts().start()) {
      application.pool("main", server, link, "maximumPoolSize=4");
      application.await("put right.*connections=4");
      assertAll(application, "main", "30s/3s/1min");
    }
  }

  @Test
  void theOperatorsValueForOnePoolBeatsIt() {
    server.execute("ALTER ROLE app SET statement_timeout = '90s'");
    try (Link link = Link.to(server).open();
        Application application = Application.withTimeouts()
            .setting("pools.main.session.statement-timeout", "13s")
            .start()) {
      application.pool("main", server, link, "maximumPoolSize=4");
      application.warmedUp("main");
      Eventually.pause(500);
      assertAll(application, "main", "13s/5s/1min");
    }
  }

  @Test
  void connectionsInUseArePutRightWhenTheyReturn() {
    server.execute("ALTER ROLE app SET statement_timeout = '90s'");
    try (Link link = Link.to(server).open();
        Application application = Application.withTimeouts().start()) {
      application.pool("main", server, link, "maximumPoolSize=4", "autoCommit=false");
      application.tell("hold", "main", "2");
      Eventually.pause(1000);
      application.tell("release", "main");
      application.await("put right.*connections=4");
      assertAll(application, "main", "90s/5s/1min");
    }
  }

  @Test
  void itHoldsWithoutAWarmUpToo() {
    server.execute("ALTER ROLE app SET statement_timeout = '90s'");
    try (Link link = Link.to(server).open();
        Application application =
            Application.withTimeouts().setting("warmup", "off").start()) {
      application.pool("main", server, link, "maximumPoolSize=4");
      Eventually.pause(500);
      assertAll(application, "main", "90s/5s/1min");
    }
  }
}
