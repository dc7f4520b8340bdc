package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pools whose driver is another one around pgjdbc, a socket factory and passwords that change: warmed up in parallel, with the settings
 * that were asked for, and with the application's own lines as callers.
 */
final class DriverWrappersTest {
  private static final String TIMEOUTS = "SELECT current_setting('statement_timeout') || '/'"
      + " || current_setting('application_name')";

  private static final int SIZE = 6;

  @TempDir
  static Path files;

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.with()
        .setting("unix_socket_directories", files.toString())
        .setting("unix_socket_permissions", "0777")
        .embedded()
        .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ApplicationBuilder application() {
    return Application.with()
        .setting("session.statement-timeout", "30s")
        .setting("slow-query.threshold", "900ms")
        .setting("tls.require", "refuse")
        .property("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory")
        .classPath(Libraries.ofFolder("wrappers"));
  }

  private static void pool(Application application, String url, String... settings) {
    List<String> command = new ArrayList<>(
        List.of("pool", "main", "constructor", "jdbcUrl=" + url, "maximumPoolSize=" + SIZE));
    command.addAll(List.of(settings));
    assertEquals("created", application.tell(command.toArray(String[]::new)), application::output);
    assertTrue(application.warmedUp("main").contains("warmed=" + SIZE), application::output);
    assertEquals(
        Collections.nCopies(SIZE, "30s/console/main"),
        application.askAll("main", SIZE, TIMEOUTS),
        application::output);
  }

  private static String[] credentials() {
    return new String[] {"username=" + server.user(), "password=" + server.password()};
  }

  @ParameterizedTest
  @ValueSource(strings = {"p6spy", "aws-wrapper", "otel"})
  void theSameHoldsThroughAnotherDriver(String wrapper) {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(200)).open();
        Application application = application().start()) {
      String url = server.url(link).replace("jdbc:", "jdbc:" + wrapper + ":");
      pool(application, url + "?sslmode=disable", credentials());
      int millis = Integer.parseInt(application.warmedUp("main").replaceAll(".* millis=", ""));
      // One after the other, five of four round trips each take four seconds more than the first,
      // in which Amazon's asks seven questions.
      assertTrue(millis < (wrapper.equals("aws-wrapper") ? 5500 : 3500), application::output);
      application.ask("main", "SELECT 'slow' FROM pg_sleep(1)");
      String slow = application.await("slow query pool=main .*pg_sleep");
      assertTrue(slow.contains("caller=example.PoolCommands"), slow);
      assertEquals(
          List.of(), application.said("(warn|error): (?!slow query)"), application.output());
    }
  }

  @Test
  void aUnixSocketIsNoConnectionToAnotherHost() {
    try (Application application = application().start()) {
      String socket = files.resolve(".s.PGSQL." + server.port()).toString();
      String url = "jdbc:postgresql://localhost/" + server.database()
          + "?socketFactory=org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg&socketFactoryArg="
          + socket;
      pool(application, url + "&sslmode=disable", credentials());
      assertEquals(List.of(), application.said("warn:"), application.output());
    }
  }

  /** Short-lived credentials of each connection, by a driver around the driver. */
  @Test
  void eachConnectionHasTheUserThatItWasOpenedAs() {
    for (int i = 0; i < 3 * SIZE; i++) {
      server.execute("CREATE ROLE rotating_" + i + " LOGIN PASSWORD 'secret-" + i + "'");
    }
    try (Link link = Link.to(server).open();
        Application application = application().start()) {
      String url = server.url(link).replace("jdbc:", "jdbc:rotating:") + "?sslmode=disable";
      String created = application.tell(
          "pool",
          "main",
          "constructor",
          "driverClassName=example.RotatingDriver",
          "jdbcUrl=" + url,
          "maximumPoolSize=" + SIZE);
      assertEquals("created", created, application::output);
      assertTrue(application.warmedUp("main").contains("warmed=" + SIZE), application::output);
      List<String> users = application.askAll("main", SIZE, "SELECT session_user");
      assertEquals(SIZE, Set.copyOf(users).size(), () -> users + "\n" + application.output());
      assertEquals(SIZE, link.count().connections(), application::output);
    }
  }

  @Test
  void eachConnectionHasThePasswordOfItsTime() throws IOException {
    Path password = files.resolve("password");
    Files.writeString(password, server.password());
    try (Application application =
        application().property("file.password", password.toString()).start()) {
      String plugin = "&authenticationPluginClassName=example.FilePassword";
      pool(
          application,
          server.url() + "?sslmode=disable" + plugin,
          "username=" + server.user(),
          "maxLifetime=0");
      Files.writeString(password, "the-next-one");
      server.execute("ALTER ROLE " + server.user() + " PASSWORD 'the-next-one'");
      server.terminateSessions();
      Eventually.equal("1", () -> application.ask("main", "SELECT 1"), application::output);
      assertEquals(
          Collections.nCopies(SIZE, "30s/console/main"),
          application.askAll("main", SIZE, TIMEOUTS),
          application::output);
    } finally {
      server.execute("ALTER ROLE " + server.user() + " PASSWORD '" + server.password() + "'");
    }
  }
}
