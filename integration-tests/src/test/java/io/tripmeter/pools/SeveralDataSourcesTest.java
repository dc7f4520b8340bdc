package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pools of several products, and no pool, to two servers in one JVM; pools of one name; pools that come and go. */
final class SeveralDataSourcesTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String NAME = "db_client_connection_pool_name";

  private static Link link(PostgresServer server) {
    return Link.to(server).roundTrip(Duration.ofMillis(4)).open();
  }

  private static String place(Link link, PostgresServer server) {
    return "pools." + link.host() + ":" + link.port() + "/" + server.database() + ".";
  }

  private static double trips(Metrics metrics, String pool) {
    return metrics.sum("tripmeter_round_trips_total", "pool", pool);
  }

  private static void create(Application application, String[] command) {
    assertEquals("created", application.tell(command), application::output);
  }

  @Test
  void eachIsCountedNamedAndSetUpByItself() {
    List<Path> libraries = new ArrayList<>(Libraries.agroal("2.5"));
    libraries.addAll(Libraries.tomcatJdbc(Libraries.NEWEST_TOMCAT_JDBC));
    try (PostgresServer other = PostgresServer.with().embedded().start();
        Link hikari = link(SERVER);
        Link agroal = link(other);
        Link tomcat = link(SERVER);
        Link none = link(other);
        Application application = Application.with()
            .classPath(libraries)
            .setting(place(hikari, SERVER) + "pool.max-size", "2")
            .setting(place(agroal, other) + "pool.max-size", "3")
            .setting("pools." + tomcat.host() + "/" + SERVER.database() + ".pool.max-size", "9")
            .setting("pools.reports.pool.max-size", "4")
            .setting(place(tomcat, SERVER) + "session.statement-timeout", "7s")
            .start()) {
      application.pool("main", SERVER, hikari, "maximumPoolSize=5");
      create(
          application,
          Application.poolCommand(
              "second", "agroal", other, other.url(agroal), "maxSize=5", "initialSize=1"));
      create(
          application,
          Application.poolCommand(
              "third", "tomcat", SERVER, SERVER.url(tomcat), "name=reports", "initialSize=2"));
      String url = other.url(none) + "?sslmode=disable";
      for (int i = 0; i < 3; i++) {
        assertEquals(
            "console/none",
            application.tell("open", url, other.user(), other.password(), "SHOW application_name"));
      }
      assertEquals("console/main", application.ask("main", "SHOW application_name"));
      assertEquals("console/agroal-1", application.ask("second", "SHOW application_name"));
      assertEquals("console/reports", application.ask("third", "SHOW application_name"));
      assertEquals("7s", application.ask("third", "SHOW statement_timeout"));
      assertEquals("0", application.ask("main", "SHOW statement_timeout"));
      application.warmedUp("main");
      Metrics metrics = application.metrics();
      assertEquals(hikari.turnArounds(), trips(metrics, "main"), application::output);
      assertEquals(agroal.turnArounds(), trips(metrics, "agroal-1"), application::output);
      assertEquals(tomcat.turnArounds(), trips(metrics, "reports"), application::output);
      assertEquals(none.turnArounds(), trips(metrics, "none"), application::output);
      // The one with the port is nearer than the one without, and the name nearer than both.
      assertEquals(2, metrics.sum("db_client_connection_max", NAME, "main"));
      assertEquals(3, metrics.sum("db_client_connection_max", NAME, "agroal-1"));
      assertEquals(4, metrics.sum("db_client_connection_max", NAME, "reports"));
    }
  }

  @Test
  void poolsOfOneNameAreToldApart() {
    try (Link first = link(SERVER);
        Link second = link(SERVER);
        Application application =
            Application.with().setting("pools.same.pool.max-size", "2").start()) {
      String[] one =
          Application.poolCommand("one", "constructor", SERVER, SERVER.url(first), "poolName=same");
      String[] other = Application.poolCommand(
          "other", "constructor", SERVER, SERVER.url(second), "poolName=same");
      create(application, one);
      create(application, other);
      application.warmedUp("same");
      application.warmedUp("same#2");
      assertEquals("console/same", application.ask("one", "SHOW application_name"));
      assertEquals("console/same#2", application.ask("other", "SHOW application_name"));
      Metrics metrics = application.metrics();
      assertEquals(first.turnArounds(), trips(metrics, "same"), application::output);
      assertEquals(second.turnArounds(), trips(metrics, "same#2"), application::output);
      assertEquals(2, metrics.sum("db_client_connection_max", NAME, "same"));
      assertEquals(2, metrics.sum("db_client_connection_max", NAME, "same#2"));
      String beans = application.tell("beans");
      assertTrue(beans.contains("\"same\"") && beans.contains("\"same#2\""), beans);
      application.tell("close", "other");
      create(application, other);
      assertEquals("console/same#2", application.ask("other", "SHOW application_name"));
    }
  }

  /** Tenants, a refresh scope, tests. */
  @Test
  @Tag("matrix")
  void aHundredThatComeAndGoLeaveNothing() {
    try (Application application = Application.with().start()) {
      application.pool("kept", SERVER, SERVER.url(), "maximumPoolSize=1");
      for (String name : List.of("same", "tenant-%d")) {
        churn(application, 20, name);
        int series = application.metrics().samples().size();
        long before = Long.parseLong(application.tell("heap"));
        churn(application, 100, name);
        long after = Long.parseLong(application.tell("heap"));
        assertEquals(series, application.metrics().samples().size());
        assertTrue(after - before < 500_000, name + " from " + before + " to " + after);
      }
    }
  }

  private static void churn(Application application, int times, String name) {
    List<String> command = new ArrayList<>(List.of("churn", Integer.toString(times)));
    String[] pool =
        Application.poolCommand(name, "constructor", SERVER, SERVER.url(), "maximumPoolSize=1");
    command.addAll(List.of(pool).subList(1, pool.length));
    assertEquals("churned", application.tell(command.toArray(String[]::new)), application::output);
  }
}
