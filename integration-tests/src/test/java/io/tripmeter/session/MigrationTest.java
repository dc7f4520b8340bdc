package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration may take its time; the application's own connections have their limit meanwhile. */
final class MigrationTest {
  @TempDir
  private Path scripts;

  /** The script keeps what was in force while it ran. */
  private void writeScript() throws IOException {
    Files.writeString(
        scripts.resolve("V1__seen.sql"),
        "CREATE TABLE seen AS " + Questions.TIMEOUTS + " AS timeouts;");
  }

  private static Application start() {
    return Application.withTimeouts()
        .classPath(Libraries.flyway())
        .setting("pools.none.session.statement-timeout", "30s")
        .setting("pools.none.session.lock-timeout", "5s")
        .setting("pools.none.session.idle-in-transaction-timeout", "60s")
        .start();
  }

  @Test
  void flywayOnThePoolsDataSourceGetsNoStatementTimeoutOfOurs() throws IOException {
    writeScript();
    try (PostgresServer server = PostgresServer.start();
        Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = start()) {
      application.pool("main", server, link, "maximumPoolSize=3");
      application.warmedUp("main");
      assertEquals(
          "migrated",
          application.tell("migrate-pool", "main", scripts.toString()),
          application::output);
      assertEquals("0/0/0", server.value("SELECT timeouts FROM seen"));
      assertEquals(
          Collections.nCopies(3, "30s/5s/1min"), application.askAll("main", 3, Questions.TIMEOUTS));
      assertEquals(3, link.open());
    }
  }

  private static long connectionsOf(Application application, Link link, String... command) {
    Link.Count mark = link.mark();
    assertEquals("migrated", application.tell(command), application::output);
    // Whoever opens more does it beside.
    Eventually.pause(500);
    return link.since(mark).connections();
  }

  @Test
  void aPoolWhoseCreationFailedOnTheSameThreadHasNoPartInAMigrationOfAnother() throws IOException {
    writeScript();
    try (PostgresServer server = PostgresServer.start();
        Link link = Link.to(server).open();
        Application application = start()) {
      application.pool("main", server, link, "maximumPoolSize=3");
      application.warmedUp("main");
      String directory = scripts.toString();
      connectionsOf(application, link, "migrate-pool", "main", directory);
      long alone = connectionsOf(application, link, "migrate-pool", "main", directory);
      assertEquals(
          alone, connectionsOf(application, link, "migrate-pool-after-failure", "main", directory));
      assertEquals(3, link.open());
    }
  }

  @Test
  void flywayOnConnectionsOfItsOwnGetsNoStatementTimeoutOfOurs() throws IOException {
    writeScript();
    try (PostgresServer server = PostgresServer.start();
        Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = start()) {
      String url = server.url(link) + "?sslmode=disable";
      assertEquals(
          "migrated",
          application.tell(
              "migrate-url", url, server.user(), server.password(), scripts.toString()),
          application::output);
      assertEquals("0/0/0", server.value("SELECT timeouts FROM seen"));
      assertEquals(
          "30s/5s/1min",
          application.tell("open", url, server.user(), server.password(), Questions.TIMEOUTS));
    }
  }

  @Test
  void whatTheApplicationsOwnUrlLimitsIsLimitedForAMigrationToo() throws IOException {
    writeScript();
    try (PostgresServer server = PostgresServer.start();
        Link link = Link.to(server).open();
        Application application = start()) {
      String url = server.url(link) + "?sslmode=disable&options=-c%20statement_timeout=40000";
      assertEquals(
          "migrated",
          application.tell(
              "migrate-url", url, server.user(), server.password(), scripts.toString()),
          application::output);
      assertEquals("40s/0/0", server.value("SELECT timeouts FROM seen"));
    }
  }
}
