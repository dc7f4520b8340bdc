package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.programs.Console;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all instances may open, against a server that has 27 connections for ordinary roles. */
final class ConnectionBudgetTest {
  private static final String EXCEEDED = "connection budget exceeded";

  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    // Three more are kept for superusers.
    server = PostgresServer.with()
        .embedded()
        .maxConnections(32)
        .setting("reserved_connections", "2")
        .start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  static List<String> hikaris() {
    return Libraries.hikaricpForFaults();
  }

  private static ApplicationBuilder instances(int count) {
    return Application.with().setting("budget.instances", Integer.toString(count));
  }

  private static void pool(Application application, String name, Link link, int size) {
    application.pool(name, server, link, "maximumPoolSize=" + size);
  }

  private static String size(Application application, String pool) {
    return application.tell("settings", pool).replaceFirst(" MaxLifetime.*", "");
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void poolsThatDoNotFitAreAWarningWithTheNumbers(String hikari) {
    try (Link link = Link.to(server).open();
        Application application = instances(4).hikari(hikari).start()) {
      pool(application, "main", link, 10);
      assertEquals(
          "tripmeter: warn: " + EXCEEDED
              + ": all instances together may open more connections than they may have server=127.0.0.1:"
              + link.port()
              + " instances=4 pools=\"main 10\" needed=40 available=27"
              + " from=\"the server's max_connections less what it reserves\" fitting=\"main 6\"",
          application.await(EXCEEDED));
      application.warmedUp("main");
      assertEquals("MaximumPoolSize=10 MinimumIdle=10", size(application, "main"));
      assertEquals(10, link.open());
    }
  }

  @Test
  void poolsThatFitAreNoWord() {
    try (Link link = Link.to(server).open();
        Application application = instances(2).start()) {
      pool(application, "main", link, 10);
      application.warmedUp("main");
      assertEquals(List.of(), application.said("budget"));
      pool(application, "reports", link, 4);
      String line = application.await(EXCEEDED);
      assertTrue(line.contains(" pools=\"main 10, reports 4\" needed=28 available=27 "), line);
      assertTrue(line.endsWith(" fitting=\"main 9, reports 4\""), line);
      String overview = application.page("/overview");
      assertTrue(overview.contains("they may open 28 connections, there are 27"), overview);
    }
  }

  @Test
  void poolsOfAnotherServerDoNotCount() {
    try (Link link = Link.to(server).open();
        Link other = Link.to(server).open();
        Application application = instances(2).start()) {
      pool(application, "main", link, 10);
      application.warmedUp("main");
      pool(application, "reports", other, 4);
      application.warmedUp("reports");
      assertEquals(List.of(), application.said("budget"));
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void enforcedThePoolIsMadeToFit(String hikari) {
    try (Link link = Link.to(server).open();
        Application application =
            instances(4).hikari(hikari).setting("budget.enforce", "true").start()) {
      pool(application, "main", link, 10);
      String line = application.await("DB pool resized to fit the connection budget");
      assertTrue(
          line.contains(
              "changes=\"pool.max-size: 10 -> 6 (budget.enforce: 4 instances share 27 connections, the"),
          line);
      assertEquals("MaximumPoolSize=6 MinimumIdle=6", size(application, "main"));
      Eventually.equal(6, link::open, application::output);
      assertEquals(6, application.askAll("main", 6, "SELECT 1").size());
      assertEquals(List.of(), application.said(EXCEEDED));
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void withAFigureOfTheOperatorsThePoolNeverHoldsMore(String hikari) {
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = instances(2)
            .hikari(hikari)
            .setting("budget.enforce", "true")
            .setting("budget.connections", "13")
            .start()) {
      pool(application, "main", link, 10);
      String line = application.configured("main");
      assertTrue(
          line.contains("pool.max-size: 10 -> 6 (budget.enforce: 2 instances share 13"), line);
      assertTrue(line.contains("pool.min-idle: 10 -> 6"), line);
      assertTrue(application.warmedUp("main").contains("warmed=6"), application::output);
      assertEquals(6, link.peak());
      assertEquals("MaximumPoolSize=6 MinimumIdle=6", size(application, "main"));
    }
  }

  @Test
  void aFurtherPoolMakesTheFirstSmallerAndItsClosingGivesThatBack() {
    try (Link link = Link.to(server).open();
        Application application = instances(2).setting("budget.enforce", "true").start()) {
      pool(application, "main", link, 10);
      application.warmedUp("main");
      assertEquals("MaximumPoolSize=10 MinimumIdle=10", size(application, "main"));
      application.tell("hold", "main", "10");
      pool(application, "reports", link, 14);
      // Each of two instances may have 13: one connection each, and 11 are shared 9 to 13.
      application.await("resized.* pool=main .*pool.max-size: 10 -> 6 ");
      assertEquals("MaximumPoolSize=6 MinimumIdle=6", size(application, "main"));
      assertEquals("MaximumPoolSize=7 MinimumIdle=7", size(application, "reports"));
      assertEquals("released", application.tell("release", "main"));
      Eventually.equal(13, link::open, application::output);
      application.tell("close", "reports");
      application.await("resized.* pool=main .*pool.max-size: 6 -> 10 ");
      assertEquals("MaximumPoolSize=10 MinimumIdle=10", size(application, "main"));
    }
  }

  @Test
  void lessThanOneForEachPoolIsSaidAndNothingIsChanged() {
    try (Link link = Link.to(server).open();
        Application application =
            instances(28).setting("budget.enforce", "true").start()) {
      pool(application, "main", link, 3);
      String line = application.await(EXCEEDED);
      assertTrue(line.endsWith("fitting=\"none: less than one connection for each pool\""), line);
      assertEquals("MaximumPoolSize=3 MinimumIdle=3", size(application, "main"));
    }
  }

  @Test
  void withoutAWarmUpTheFirstConnectionIsAsked() {
    try (Link link = Link.to(server).open();
        Application application = instances(4).setting("warmup", "off").start()) {
      pool(application, "main", link, 10);
      String line = application.await(EXCEEDED);
      assertTrue(line.contains(" needed=40 available=27 "), line);
    }
  }

  @Test
  void withoutSessionSettingsTheServerIsAskedAllTheSame() {
    try (Link link = Link.to(server).open();
        Application application = instances(4)
            .setting("session.statement-timeout", "0")
            .setting("session.lock-timeout", "0")
            .setting("session.idle-in-transaction-timeout", "0")
            .start()) {
      application.pool("main", server, link, "maximumPoolSize=10", "dataSource.ApplicationName=x");
      assertTrue(application.await(EXCEEDED).contains(" available=27 "), application::output);
    }
  }

  @Test
  void advisingOnlySaysIt() {
    try (Link link = Link.to(server).open();
        Application application = instances(4)
            .setting("mode", "advise")
            .setting("budget.enforce", "true")
            .start()) {
      pool(application, "main", link, 10);
      String line = application.await(EXCEEDED);
      assertTrue(line.contains(" needed=40 available=27 "), line);
      assertEquals("MaximumPoolSize=10 MinimumIdle=10", size(application, "main"));
      assertEquals("1", application.ask("main", "SELECT 1"));
    }
  }

  @Test
  void throughAPoolerItNeedsTheOperatorsFigure(@TempDir Path directory) throws IOException {
    String host = "ep-quiet-sea-123456-pooler.eu-central-1.aws.neon.tech";
    Path hosts = directory.resolve("hosts");
    Files.writeString(hosts, "127.0.0.1 " + host + "\n");
    try (Link link = Link.to(server).open()) {
      String[] command = Application.poolCommand(
          "main",
          "constructor",
          server,
          "jdbc:postgresql://" + host + ":" + link.port() + "/" + server.database(),
          "maximumPoolSize=10");
      for (String figure : List.of("off", "30")) {
        try (Application application = instances(4)
            .setting("pooler", "transaction")
            .setting("budget.connections", figure)
            .property("jdk.net.hosts.file", hosts.toString())
            .start()) {
          assertEquals("created", application.tell(command), application::output);
          String line = application.await("connection budget");
          assertTrue(
              line.contains(
                  figure.equals("off")
                      ? "connection budget not checked, give budget.connections server=" + host
                      : " needed=40 available=30 from=\"system property tripmeter.budget.connections\""),
              line);
        }
      }
    }
  }

  @Test
  void jmxShowsTheChange() {
    try (Console console = Console.start(
        Console.on(server).agent("metrics.listen=off,budget.instances=4,budget.enforce=true"))) {
      console.pool("main", 10);
      console.jvm().await("DB pool resized to fit the connection budget pool=main");
      String beans = console.beans("main");
      assertTrue(
          beans.contains("pool.max-size: 10 -> 6 (budget.enforce: 4 instances share 27"), beans);
      assertTrue(beans.contains("Max=6"), beans);
    }
  }
}
