package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Applications;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has given the role, the database or the server a timeout has said what is right there: it stands from the first statement on. */
final class ServerDefaultsTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static PostgresServer server;

  @TempDir
  private Path directory;

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
    for (String whose :
        List.of("ROLE app", "ROLE ALL", "DATABASE app", "ROLE app IN DATABASE app")) {
      server.execute("ALTER " + whose + " RESET ALL");
    }
    server.execute("ALTER SYSTEM RESET ALL");
    reload();
  }

  /** A session that begins after this sees it: the postmaster is told before it forks the next. */
  private static void reload() {
    server.execute("SELECT pg_reload_conf()");
    Eventually.equal(
        true,
        () -> server
            .value("SELECT current_setting('statement_timeout')")
            .equals(server.value("SELECT coalesce((SELECT setting FROM pg_file_settings"
                + " WHERE name = 'statement_timeout' ORDER BY seqno DESC LIMIT 1), '0')")),
        () -> "the server has not read its configuration");
  }

  private static void set(String whose, String timeout) {
    server.execute("ALTER " + whose + " SET statement_timeout = '" + timeout + "'");
    if (whose.equals("SYSTEM")) {
      reload();
    }
  }

  /** With a limit that a statement of half a second does not survive; pool "cold" is not warmed up. */
  private static ApplicationBuilder shortTimeouts() {
    return Application.withTimeouts()
        .setting("session.statement-timeout", "200ms")
        .setting("pools.cold.warmup", "off");
  }

  private static void assertAll(Application application, String pool, String expected) {
    assertEquals(
        Collections.nCopies(4, expected),
        application.askAll(pool, 4, Questions.TIMEOUTS),
        application::output);
  }

  @ParameterizedTest
  @CsvSource({
    "ROLE app, 2h, 42.2.29, 3.4.5",
    "ROLE app, 0, 42.7.14, 7.1.0",
    "DATABASE app, 2h, 42.7.14, 7.1.0",
    "ROLE app IN DATABASE app, 2h, 42.7.14, 7.1.0",
    "ROLE ALL, 2h, 42.7.14, 7.1.0",
    "SYSTEM, 2h, 42.7.14, 7.1.0",
  })
  void itStandsFromTheFirstStatementOn(String whose, String timeout, String pgjdbc, String hikari) {
    set(whose, timeout);
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application =
            APPLICATIONS.start(shortTimeouts().pgjdbc(pgjdbc).hikari(hikari))) {
      String pool = whose.toLowerCase(Locale.ROOT).replace(' ', '-') + timeout;
      application.pool(pool, server, link, "maximumPoolSize=4");
      // Whoever borrows right after the pool's creation has the first connection.
      assertEquals("", application.ask(pool, "SELECT pg_sleep(0.5)::text"));
      String expected = (timeout.equals("0") ? "0" : "2h") + "/5s/1min";
      assertAll(application, pool, expected);
      String applied = application.await("DB session settings applied pool=" + pool);
      assertTrue(applied.contains("left as it is"), applied);

      link.cut();
      Eventually.pause(700);
      assertAll(application, pool, expected);
      application.pool(pool + "-later", server, link, "maximumPoolSize=4");
      application.warmedUp(pool + "-later");
      assertAll(application, pool + "-later", expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "open-source", "open-xa"})
  void connectionsOfNoPoolHaveIt(String how) {
    set("ROLE app", "2h");
    try (Link link = Link.to(server).open();
        Application application = APPLICATIONS.start(shortTimeouts())) {
      String url = server.url(link) + "?sslmode=disable";
      assertEquals(
          "2h/0/0",
          application.tell(how, url, server.user(), server.password(), Questions.TIMEOUTS));
    }
  }

  @Test
  void theClosestOneCounts() {
    server.execute("ALTER DATABASE app SET lock_timeout = '1s'");
    server.execute("ALTER ROLE app SET lock_timeout = '2s'");
    server.execute("ALTER ROLE app IN DATABASE app SET lock_timeout = '3s'");
    try (Application application = Application.withTimeouts().start()) {
      application.pool("main", server, server.url(), "maximumPoolSize=4");
      assertAll(application, "main", "30s/3s/1min");
    }
  }

  @Test
  void theOperatorsValueForOnePoolBeatsIt() {
    set("ROLE app", "90s");
    set("SYSTEM", "80s");
    try (Application application = Application.withTimeouts()
        .setting("pools.main.session.statement-timeout", "13s")
        .start()) {
      application.pool("main", server, server.url(), "maximumPoolSize=4");
      assertAll(application, "main", "13s/5s/1min");
      application.pool("other", server, server.url(), "maximumPoolSize=4");
      assertAll(application, "other", "90s/5s/1min");
    }
  }

  @Test
  void itHoldsWithoutAWarmUpToo() {
    set("ROLE app", "2h");
    try (Link link = Link.to(server).open();
        Application application = APPLICATIONS.start(shortTimeouts())) {
      application.pool("cold", server, link, "maximumPoolSize=4");
      assertEquals("", application.ask("cold", "SELECT pg_sleep(0.5)::text"));
      assertAll(application, "cold", "2h/5s/1min");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"42.2.29", "42.7.14"})
  void whatTheDriversOwnConfigurationSaysStands(String pgjdbc) throws IOException {
    Path file = directory.resolve("org/postgresql/driverconfig.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "options=-c statement_timeout=2h -c work_mem=7MB\nApplicationName=theirs\n");
    try (Application application = shortTimeouts()
        .setting("pools.none.session.lock-timeout", "7s")
        .pgjdbc(pgjdbc)
        .classPath(List.of(directory))
        .start()) {
      application.pool("main", server, server.url(), "maximumPoolSize=4");
      assertEquals("", application.ask("main", "SELECT pg_sleep(0.5)::text"));
      assertAll(application, "main", "2h/5s/1min");
      assertEquals("7MB", application.ask("main", "SHOW work_mem"));
      assertEquals("theirs", application.ask("main", Questions.NAME));
      assertEquals(
          "2h/7s/0 7MB",
          application.tell(
              "open",
              server.url() + "?sslmode=disable",
              server.user(),
              server.password(),
              Questions.TIMEOUTS + " || ' ' || current_setting('work_mem')"));
    }
  }

  @Test
  void aServerThatDoesNotTellIsLeftAsItIs() {
    server.execute("REVOKE SELECT ON pg_catalog.pg_settings FROM PUBLIC");
    try (Link link = Link.to(server).open();
        Application application = APPLICATIONS.start(shortTimeouts())) {
      application.pool("not-told", server, link, "maximumPoolSize=4");
      assertAll(application, "not-told", "0/0/0");
      application.await("session timeouts not set: the server did not tell");
    } finally {
      server.execute("GRANT SELECT ON pg_catalog.pg_settings TO PUBLIC");
    }
  }

  @Test
  @Tag("matrix")
  void whatIsSetWhileTheApplicationRunsReachesNewConnections() {
    try (Link link = Link.to(server).open();
        Application application = Application.withTimeouts().start()) {
      application.pool("main", server, link, "maximumPoolSize=4");
      application.await("DB session settings applied");
      assertAll(application, "main", "30s/5s/1min");
      set("ROLE app", "90s");
      Eventually.pause(61_000);
      link.cut();
      Eventually.pause(700);
      assertAll(application, "main", "90s/5s/1min");
      application.await(
          "DB session timeouts of new connections have changed.*statement_timeout: 90000ms");
    }
  }
}
