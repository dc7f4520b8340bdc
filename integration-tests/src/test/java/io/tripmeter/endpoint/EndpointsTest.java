package io.tripmeter.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two ways to one server: what stands for a pooler, which the application's URL names, and the direct one. Each test has an application of
 * its own: {@code endpoint.direct} is one address of the whole JVM.
 */
final class EndpointsTest {
  private static final String SWITCHES = "tripmeter_endpoint_switches_total";

  private final PostgresServer server = PostgresServer.shared();
  private final Link pooler = Link.to(server).open();
  private final Link direct = Link.to(server).open();

  @AfterEach
  void closeLinks() {
    pooler.close();
    direct.close();
  }

  private ApplicationBuilder application() {
    return Application.withTimeouts()
        .setting("pools.none.session.statement-timeout", "30s")
        .setting("endpoint.direct", address(direct));
  }

  private static String address(Link link) {
    return link.host() + ":" + link.port();
  }

  private double switches(Application application, String from, String to, String reason) {
    return application.metrics().sum(SWITCHES, "from", from, "to", to, "reason", reason);
  }

  private String open(Application application, String parameters) {
    return application.tell(
        "open",
        server.url(pooler) + "?sslmode=disable" + parameters,
        server.user(),
        server.password(),
        "SHOW statement_timeout");
  }

  static java.util.List<String> drivers() {
    return List.of(Libraries.PGJDBC.get(0), Libraries.NEWEST_PGJDBC);
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void aPoolGoesToTheDirectEndpointWithItsSettings(String driver) {
    try (Application application =
        application().pgjdbc(driver).setting("endpoint", "direct").start()) {
      application.pool("main", server, pooler, "maximumPoolSize=3");
      assertTrue(application.warmedUp("main").contains("warmed=3"), application::output);
      assertEquals(
          Collections.nCopies(3, "30s"),
          application.askAll("main", 3, "SHOW statement_timeout"),
          application::output);
      assertEquals(3, direct.open());
      assertEquals(0, pooler.count().connections());
      String line = application.await("connections use another endpoint than their URL names");
      assertTrue(line.contains("pool=main endpoint=direct address=" + address(direct)), line);
      assertTrue(line.contains("instead_of=" + address(pooler)), line);
      assertEquals(1, switches(application, "pooler", "direct", "configured"));
    }
  }

  @Test
  void aDataSourceGoesThereToo() {
    try (Application application = application().setting("endpoint", "direct").start()) {
      for (String command : new String[] {"open", "open-source"}) {
        assertEquals(
            "app",
            application.tell(
                command,
                server.url(pooler) + "?sslmode=disable",
                server.user(),
                server.password(),
                "SELECT current_database()"),
            application::output);
      }
      assertEquals(2, direct.count().connections());
      assertEquals(0, pooler.count().connections());
    }
  }

  @Test
  void onePoolMayGoThereAndAnotherAsGiven() {
    try (Application application =
        application().setting("pools.reports.endpoint", "direct").start()) {
      application.pool("reports", server, pooler, "maximumPoolSize=1");
      application.pool("main", server, pooler, "maximumPoolSize=2");
      application.warmedUp("main");
      assertEquals(1, direct.open());
      assertEquals(2, pooler.open());
    }
  }

  @Test
  void aDirectEndpointThatIsDownLeavesThePoolAsGiven() {
    direct.refuse();
    try (Application application = application().setting("endpoint", "direct").start()) {
      application.pool("main", server, pooler, "maximumPoolSize=3");
      assertTrue(application.warmedUp("main").contains("warmed=3"), application::output);
      assertEquals(
          Collections.nCopies(3, "30s"), application.askAll("main", 3, "SHOW statement_timeout"));
      assertEquals(3, pooler.open());
      String line = application.await("endpoint cannot be reached");
      assertTrue(line.contains("now=" + address(pooler)), line);
      assertEquals(1, application.said("endpoint cannot be reached").size());
      assertEquals(1, switches(application, "direct", "pooler", "unreachable"));
    }
  }

  @Test
  void aDirectEndpointThatNeverAnswersCostsOneTimeoutAndNotOneAConnection() {
    direct.stall();
    try (Application application = application().setting("endpoint", "direct").start()) {
      assertEquals("30s", open(application, "&loginTimeout=5"), application::output);
      application.await("endpoint cannot be reached");
      for (int i = 0; i < 5; i++) {
        assertEquals("30s", open(application, "&loginTimeout=5"), application::output);
      }
      assertEquals(1, direct.count().connections());
    }
  }

  @Test
  void aDirectEndpointWithoutTheDatabaseLeavesThePoolAsGiven() {
    try (Application application = Application.withTimeouts()
        .setting("endpoint", "direct")
        .setting("endpoint.direct", "jdbc:postgresql://" + address(direct) + "/no_such")
        .start()) {
      application.pool("main", server, pooler, "maximumPoolSize=2");
      assertEquals("app", application.ask("main", "SELECT current_database()"));
      application.await("endpoint refuses the connection, new connections go as given");
      assertEquals(1, switches(application, "direct", "pooler", "refused"));
    }
  }

  @Test
  void withNeitherThePoolFailsAsItDoesWithoutTripmeter() {
    direct.refuse();
    pooler.refuse();
    try (Application with = application().setting("endpoint", "direct").start();
        Application without = Application.withTimeouts().withoutAgent().start()) {
      String[] command = Application.poolCommand("main", "constructor", server, server.url(pooler));
      String answer = with.tell(command);
      assertEquals(without.tell(command), answer);
      assertTrue(answer.contains("PoolInitializationException"), answer);
    }
  }

  @Test
  void aFailoverUsesTheOtherEndpointAndReturnsWhenTheFirstIsBack() {
    try (Application application =
        application().setting("endpoint.failover", "true").start()) {
      application.pool("main", server, pooler, "maximumPoolSize=2");
      application.warmedUp("main");
      assertEquals(2, pooler.open());
      assertEquals(0, direct.count().connections());

      pooler.refuse();
      pooler.cut();
      Eventually.equal(
          "30s", () -> application.ask("main", "SHOW statement_timeout"), application::output);
      application.await("endpoint cannot be reached, new connections use the other one");
      assertEquals("30s", open(application, ""), application::output);
      assertTrue(direct.open() > 0, application::output);
      assertEquals(1, switches(application, "pooler", "direct", "unreachable"));

      pooler.restore();
      long before = pooler.count().connections();
      long deadline = System.nanoTime() + ForkedJvm.PATIENCE.toNanos();
      while (pooler.count().connections() == before) {
        assertTrue(System.nanoTime() < deadline, application::output);
        assertEquals("30s", open(application, ""), application::output);
        Eventually.pause(500);
      }
      application.await("endpoint is back, new connections use it again");
      assertEquals(1, switches(application, "direct", "pooler", "back"));
      long directs = direct.count().connections();
      assertEquals("30s", open(application, ""), application::output);
      assertEquals(directs, direct.count().connections());
    }
  }

  @Test
  void aWrongPasswordIsNoReasonForAFailover() {
    try (Application application =
        application().setting("endpoint.failover", "true").start()) {
      String answer = application.tell(
          "open", server.url(pooler) + "?sslmode=disable", server.user(), "wrong", "SELECT 1");
      assertTrue(answer.startsWith("failed: 28P01"), answer);
      assertEquals(0, direct.count().connections());
    }
  }

  @Test
  void adviceSaysWhereConnectionsWouldGo() {
    try (Application application =
        application().setting("endpoint", "direct").setting("mode", "advise").start()) {
      application.pool("main", server, pooler, "maximumPoolSize=1");
      application.await("connections would use another endpoint than their URL names");
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(0, direct.count().connections());
    }
  }

  @Test
  void whatIsNotAcceptedIsOneLineAndChangesNothing() {
    try (Application application = Application.withTimeouts()
        .setting("endpoint", "direct")
        .setting("endpoint.direct", "one,two")
        .start()) {
      application.pool("main", server, pooler, "maximumPoolSize=1");
      assertEquals("1", application.ask("main", "SELECT 1"));
      application.await("configuration: endpoint.direct = .*one,two.* is not accepted");
      application.await("endpoint cannot be switched, connections go as given");
    }
  }
}
