package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who is not let in is told so as often as without Tripmeter: accounts are locked for less than twenty wrong passwords.
 * Each test has an application of its own: the agent remembers who was not let in.
 */
final class LoginFailuresTest {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.with().embedded().start();
    server.execute("CREATE ROLE scram LOGIN PASSWORD 'right'");
    server.execute("CREATE ROLE clear LOGIN PASSWORD 'right'");
    server.execute("CREATE ROLE trusted LOGIN");
    server.execute("CREATE ROLE nologin");
    server.execute("CREATE ROLE rejected LOGIN PASSWORD 'right'");
    server.execute("SET password_encryption = 'md5'; CREATE ROLE md5 LOGIN PASSWORD 'right'");
    String before = server.value("SELECT pg_read_file(current_setting('hba_file'))");
    String rules = String.join(
        "\n",
        "host all md5 samehost md5",
        "host all clear samehost password",
        "host all trusted,nologin samehost trust",
        "host all rejected samehost reject",
        before);
    server.execute("COPY (SELECT unnest(string_to_array($$" + rules + "$$, chr(10)))) TO '"
        + server.value("SHOW hba_file") + "'");
    server.execute("SELECT pg_reload_conf()");
    server.execute("ALTER SYSTEM SET log_connections = off");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static long fatal(String words) {
    return Pattern.compile("FATAL:  " + words).matcher(server.log()).results().count();
  }

  private static String create(
      Application application, String user, String password, String url, String... more) {
    String[] command = Application.poolCommand(user, "constructor", server, url, more);
    for (int i = 0; i < command.length; i++) {
      if (command[i].startsWith("username=")) {
        command[i] = "username=" + user;
      } else if (command[i].startsWith("password=")) {
        command[i] = "password=" + password;
      }
    }
    return application.tell(command);
  }

  @ParameterizedTest
  @CsvSource({"42.2.29, 3.4.5", "42.7.14, 7.1.0"})
  void aPoolOfTwentyThatIsNotLetInHasTriedOnce(String pgjdbc, String hikari) {
    try (Application application =
        Application.with().pgjdbc(pgjdbc).hikari(hikari).start()) {
      assertOne(application, "scram", "wrong", "password authentication failed for user \"scram\"");
      assertOne(application, "md5", "wrong", "password authentication failed for user \"md5\"");
      assertOne(application, "clear", "wrong", "password authentication failed for user \"clear\"");
      assertOne(application, "rejected", "right", "pg_hba.conf rejects connection.*");
      assertOne(application, "nologin", "", "role \"nologin\" is not permitted to log in");
      long before = fatal("database \"nowhere\" does not exist");
      create(
          application,
          "scram",
          "right",
          server.url().replace("/app", "/nowhere"),
          "maximumPoolSize=20");
      assertEquals(before + 1, fatal("database \"nowhere\" does not exist"));
    }
  }

  private static void assertOne(
      Application application, String user, String password, String words) {
    long before = fatal(words);
    String answer = create(application, user, password, server.url(), "maximumPoolSize=20");
    assertTrue(answer.startsWith("failed: "), answer);
    assertTrue(answer.matches(".*" + words + ".*"), answer);
    assertEquals(before + 1, fatal(words), application::output);
  }

  @ParameterizedTest
  @CsvSource({"42.2.29, 3.4.5", "42.7.14, 7.1.0"})
  void whoIsLetInWarmsUpHoweverItProvesWhoItIs(String pgjdbc, String hikari) {
    try (Application application =
        Application.with().pgjdbc(pgjdbc).hikari(hikari).start()) {
      for (String user : List.of("scram", "md5", "clear", "trusted")) {
        assertEquals(
            "created", create(application, user, "right", server.url(), "maximumPoolSize=20"));
        String line = application.warmedUp(user);
        assertTrue(line.contains("requested=20 warmed=20"), line);
        application.tell("close", user);
      }
    }
  }

  /** HikariCP tries again and again, in ever longer pauses; twenty times at once is what must not be. */
  @Test
  void aPoolThatMayStartWithoutItsDatabaseIsNotRefusedTwentyTimesAtOnce() {
    String words = "password authentication failed for user \"scram\"";
    try (Application application = Application.with().start()) {
      for (String timeout : List.of("-1", "0")) {
        long before = fatal(words);
        create(
            application,
            "scram",
            "wrong",
            server.url(),
            "maximumPoolSize=20",
            "connectionTimeout=4000",
            "initializationFailTimeout=" + timeout);
        String answer = application.ask("scram", "SELECT 1");
        assertTrue(answer.contains("password authentication failed"), answer);
        long after = fatal(words);
        assertTrue(after - before < 12, () -> (after - before) + " failed logins");
        application.tell("close", "scram");
      }
    }
  }

  /** The first attempt fails, the pool tries again, and the others come with the one that is let in. */
  @Test
  void aPoolWhoseServerComesUpLaterWarmsUpThen() {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = Application.with().start()) {
      link.refuse();
      int order = application.order(Application.poolCommand(
          "late",
          "constructor",
          server,
          server.url(link),
          "maximumPoolSize=8",
          "initializationFailTimeout=60000"));
      Eventually.pause(1500);
      link.restore();
      assertEquals("created", application.answer(order));
      String line = application.warmedUp("late");
      assertTrue(line.contains("requested=8 warmed=8"), line);
      assertEquals(8, link.count().connections());
    }
  }

  /** Each waits for the first to be let in with what it has; none is a round trip more. */
  @Test
  void theOthersAreHeldBeforeTheirPasswordAndTakeNoRoundTripMore() {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(40)).logging().open();
        Application application = Application.with().start()) {
      application.pool("main", server, link, "maximumPoolSize=20");
      String line = application.warmedUp("main");
      assertTrue(line.contains("warmed=20"), line);
      assertEquals(20, link.count().connections());
      assertTrue(
          link.turnArounds() <= 20 * 3 + 2,
          () -> link.turnArounds() + "\n" + String.join("\n", link.log()));
    }
  }

  /** What the pool has lost before anybody was let in keeps nothing waiting. */
  @Test
  void aPoolThatIsClosedWhileItWarmsUpLeavesNoConnectionBehind() {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = Application.with().start()) {
      link.stall();
      create(
          application,
          "scram",
          "right",
          server.url(link),
          "maximumPoolSize=20",
          "initializationFailTimeout=-1");
      Eventually.equal(true, () -> link.open() >= 1, application::output);
      assertEquals("closed", application.tell("close", "scram"));
      link.restore();
      Eventually.equal(0, link::open, application::output);
      assertEquals(List.of(), application.said("error|failed"));
    }
  }
}
