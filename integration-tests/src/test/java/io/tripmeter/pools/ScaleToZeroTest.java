package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Applications;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that is suspended when idle: its provider's name leads to loopback, by a table of hosts that the application's JVM is given. */
final class ScaleToZeroTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String SUSPENDED = "ep-quiet-sea-123456.eu-central-1.aws.neon.tech";
  private static final String OTHER = "db.example";

  @TempDir
  private static Path directory;

  private static Path hosts;

  @BeforeAll
  static void writeHosts() throws IOException {
    hosts = directory.resolve("hosts");
    Files.writeString(hosts, "127.0.0.1 " + SUSPENDED + " " + OTHER + "\n");
  }

  static List<String> hikaris() {
    return Libraries.hikaricpForFaults();
  }

  /** Its pools are the application's own, but for those that an operator has said something of. */
  private static ApplicationBuilder application(String hikari) {
    return Application.with()
        .hikari(hikari)
        .property("jdk.net.hosts.file", hosts.toString())
        .setting("pools.kept-alive.pool.keepalive", "1m")
        .setting("pools.minimum.pool.min-idle", "2")
        .setting("pools.idle.pool.idle-timeout", "20m");
  }

  private static ApplicationBuilder application() {
    return application(Libraries.NEWEST_HIKARICP);
  }

  private static String url(String host, Link link) {
    return "jdbc:postgresql://" + host + ":" + link.port() + "/" + SERVER.database();
  }

  /** A pool that keeps three connections and asks them every minute. */
  private static void pool(
      Application application, String pool, String host, Link link, String... more) {
    List<String> settings = new ArrayList<>(List.of("maximumPoolSize=3", "idleTimeout=600000"));
    settings.addAll(List.of(more));
    assertEquals(
        "created",
        application.tell(Application.poolCommand(
            pool, "constructor", SERVER, url(host, link), settings.toArray(String[]::new))),
        application::output);
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void thePoolStartsWarmAndThenKeepsNothingAwake(String hikari) {
    boolean hasKeepalive = !hikari.startsWith("3.");
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
        Application application = APPLICATIONS.start(application(hikari))) {
      pool(application, "asleep", SUSPENDED, link);
      assertTrue(
          application.warmedUp("asleep").contains("requested=3 warmed=3"), application::output);
      assertEquals(3, link.open());
      assertEquals(3, link.count().connections(), "none was opened in vain");
      assertEquals(
          "MaximumPoolSize=3 MinimumIdle=0 MaxLifetime=1800000 IdleTimeout=300000 KeepaliveTime="
              + (hasKeepalive ? "0" : "none") + " ConnectionTimeout=30000",
          application.tell("settings", "asleep"));
      String line = application.configured("asleep");
      boolean asksByItself = hikari.startsWith("6.") || hikari.startsWith("7.");
      assertEquals(asksByItself, line.contains("pool.keepalive: 2m -> off (the server is"), line);
      assertTrue(line.contains("pool.min-idle: 3 -> 0 (the server is suspended when idle"), line);
      assertTrue(line.contains("pool.idle-timeout: 10m -> 5m (the server is"), line);
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void whatTheApplicationHasSetStands(String hikari) {
    boolean hasKeepalive = !hikari.startsWith("3.");
    try (Link link = Link.to(SERVER).open();
        Application application = APPLICATIONS.start(application(hikari))) {
      pool(
          application,
          "set",
          SUSPENDED,
          link,
          "minimumIdle=2",
          hasKeepalive ? "keepaliveTime=60000" : "connectionTimeout=30000");
      assertTrue(application.warmedUp("set").contains("requested=2 warmed=2"), application::output);
      assertEquals(
          "MaximumPoolSize=3 MinimumIdle=2 MaxLifetime=1800000 IdleTimeout=600000 KeepaliveTime="
              + (hasKeepalive ? "60000" : "none") + " ConnectionTimeout=30000",
          application.tell("settings", "set"));
      String line = application.configured("set");
      assertTrue(line.contains("pool.min-idle: 2 -> 2 (the application has set it)"), line);
      assertEquals(
          hasKeepalive,
          line.contains("pool.keepalive: 1m -> 1m (the application has set it)"),
          line);
    }
  }

  @Test
  void aServerOfAnotherNameIsKeptWarm() {
    try (Link link = Link.to(SERVER).open();
        Application application = APPLICATIONS.start(application())) {
      pool(application, "other", OTHER, link, "keepaliveTime=60000");
      application.warmedUp("other");
      assertTrue(
          application.tell("settings", "other").contains(" MinimumIdle=3 "), application::output);
      assertFalse(application.configured("other").contains("pool."), application::output);
    }
  }

  /** How many connections there are and ever were, after many rounds of the pool's housekeeping in which it may close what is idle. */
  private String leftAlone(String host) {
    try (Link link = Link.to(SERVER).open();
        Application application = application()
            .property("com.zaxxer.hikari.housekeeping.periodMs", "100")
            .setting("pool.idle-timeout", "300ms")
            .start()) {
      pool(application, "main", host, link);
      application.warmedUp("main");
      int kept = host.equals(SUSPENDED) ? 0 : 3;
      Eventually.equal(kept, link::open, application::output);
      long before = link.count().connections();
      Eventually.pause(1500);
      assertTrue(health(application).contains("\"status\":\"up\""), () -> health(application));
      return link.open() + " open, " + (link.count().connections() - before) + " new";
    }
  }

  private static String health(Application application) {
    String port = application.await("metrics listening").replaceFirst(".*:(\\d+)\"?$", "$1");
    URI page = URI.create("http://127.0.0.1:" + port + "/health");
    try (InputStream body = page.toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void whatIsIdleIsClosedAndNothingIsOpenedInItsPlace() {
    assertEquals("0 open, 0 new", leftAlone(SUSPENDED));
    assertEquals("3 open, 0 new", leftAlone(OTHER));
  }

  @Test
  void nothingIsOpenedInPlaceOfConnectionsThatTheSuspensionEnded() {
    try (Link link = Link.to(SERVER).open();
        Application application = application()
            .property("com.zaxxer.hikari.housekeeping.periodMs", "100")
            .start()) {
      pool(application, "main", SUSPENDED, link);
      application.warmedUp("main");
      link.hangUp();
      Eventually.pause(1500);
      assertEquals(3, link.count().connections());
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void theFirstRequestAfterASuspensionWaitsForTheServerAndSucceeds(String hikari) {
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
        Application application = APPLICATIONS.start(application(hikari))) {
      pool(application, "suspended", SUSPENDED, link);
      application.warmedUp("suspended");
      // Longer than HikariCP lends a connection without a look at it.
      link.hangUp();
      Eventually.pause(1200);
      link.stall();
      int request = application.order("ask", "suspended", "SELECT 1");
      Eventually.pause(1000);
      link.restore();
      assertEquals("1", application.answer(request), application::output);
      assertEquals("1", application.ask("suspended", "SELECT 1"));
      assertEquals(4, link.count().connections());
    }
  }

  @Test
  void anOperatorWhoAsksForKeepalivesWantsTheServerAwake() {
    try (Link link = Link.to(SERVER).open();
        Application application = APPLICATIONS.start(application())) {
      pool(application, "kept-alive", SUSPENDED, link, "keepaliveTime=90000");
      application.warmedUp("kept-alive");
      assertEquals(
          "MaximumPoolSize=3 MinimumIdle=3 MaxLifetime=1800000 IdleTimeout=600000"
              + " KeepaliveTime=60000 ConnectionTimeout=30000",
          application.tell("settings", "kept-alive"));
    }
  }

  @Test
  void anOperatorsMinimumAndIdleTimeoutStand() {
    try (Link link = Link.to(SERVER).open();
        Application application = APPLICATIONS.start(application())) {
      pool(application, "minimum", SUSPENDED, link);
      assertTrue(application.warmedUp("minimum").contains("warmed=2"), application::output);
      assertEquals(
          "MaximumPoolSize=3 MinimumIdle=2 MaxLifetime=1800000 IdleTimeout=600000"
              + " KeepaliveTime=0 ConnectionTimeout=30000",
          application.tell("settings", "minimum"));
    }
    try (Link link = Link.to(SERVER).open();
        Application application = APPLICATIONS.start(application())) {
      pool(application, "idle", SUSPENDED, link);
      application.warmedUp("idle");
      assertEquals(
          "MaximumPoolSize=3 MinimumIdle=0 MaxLifetime=1800000 IdleTimeout=1200000"
              + " KeepaliveTime=0 ConnectionTimeout=30000",
          application.tell("settings", "idle"));
    }
  }

  @Test
  void advisingOnlySaysIt() {
    try (Link link = Link.to(SERVER).open();
        Application application = application().setting("mode", "advise").start()) {
      pool(application, "main", SUSPENDED, link);
      String line = application.configured("main");
      assertTrue(line.contains("would be configured"), line);
      assertTrue(line.contains("pool.keepalive: 2m -> off"), line);
      assertTrue(line.contains("pool.min-idle: 3 -> 0"), line);
      assertTrue(line.contains("pool.idle-timeout: 10m -> 5m"), line);
      assertEquals(
          "MaximumPoolSize=3 MinimumIdle=3 MaxLifetime=1800000 IdleTimeout=600000"
              + " KeepaliveTime=120000 ConnectionTimeout=30000",
          application.tell("settings", "main"));
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void aDataSourceThatThePoolMakesIsKnownByItsProperties(String hikari) {
    try (Link link = Link.to(SERVER).open();
        Application application = APPLICATIONS.start(application(hikari))) {
      String[][] ways = {
        {"dataSource.url=" + url(SUSPENDED, link) + "?sslmode=disable"},
        {
          "dataSource.serverName=" + SUSPENDED,
          "dataSource.portNumber=" + link.port(),
          "dataSource.databaseName=" + SERVER.database()
        }
      };
      for (int i = 0; i < ways.length; i++) {
        List<String> command = new ArrayList<>(List.of(
            "pool",
            "way" + i,
            "constructor",
            "dataSourceClassName=org.postgresql.ds.PGSimpleDataSource",
            "username=" + SERVER.user(),
            "password=" + SERVER.password(),
            "maximumPoolSize=2"));
        command.addAll(List.of(ways[i]));
        assertEquals(
            "created", application.tell(command.toArray(String[]::new)), application::output);
        assertTrue(application.warmedUp("way" + i).contains("warmed=2"), application::output);
        String settings = application.tell("settings", "way" + i);
        assertTrue(settings.contains(" MinimumIdle=0 "), settings);
      }
    }
  }
}
