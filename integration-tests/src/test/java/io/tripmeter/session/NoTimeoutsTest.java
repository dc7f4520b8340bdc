package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody asked for a timeout, so there is none; or somebody asked, and there is none where it does not belong. */
final class NoTimeoutsTest {
  private static final String NONE = "0/0/0";
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start();
    server.execute("ALTER ROLE app REPLICATION");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  static List<String> drivers() {
    return List.of(Libraries.PGJDBC.get(0), Libraries.NEWEST_PGJDBC);
  }

  private static String open(Application application, String how, String parameters, String sql) {
    return application.tell(
        how, server.url() + "?sslmode=disable" + parameters, server.user(), server.password(), sql);
  }

  private static void assertNoneWithoutAPool(Application application) {
    for (String how : new String[] {"open", "open-source", "open-xa"}) {
      assertEquals(NONE, open(application, how, "", Questions.TIMEOUTS), how);
    }
    assertNoneOnReplication(application);
  }

  /** It takes no statement but a few of its own and, in a database, simple queries. */
  private static void assertNoneOnReplication(Application application) {
    String parameters = "&replication=database&preferQueryMode=simple&assumeMinServerVersion=9.4";
    assertEquals(NONE, open(application, "open", parameters, Questions.TIMEOUTS));
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void nobodyAskedForOneSoThereIsNone(String pgjdbc) {
    try (Application application = Application.with().pgjdbc(pgjdbc).start()) {
      application.pool("main", server, server.url(), "maximumPoolSize=2");
      assertEquals(List.of(NONE, NONE), application.askAll("main", 2, Questions.TIMEOUTS));
      assertEquals("console/main", application.ask("main", Questions.NAME));
      assertNoneWithoutAPool(application);
      assertEquals("console/none", open(application, "open", "", Questions.NAME));
      application.warmedUp("main");
      assertEquals(List.of(), application.said("_timeout"));
    }
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void whatIsAskedForPoolsIsNotForConnectionsWithout(String pgjdbc) {
    try (Application application = Application.withTimeouts().pgjdbc(pgjdbc).start()) {
      application.pool("main", server, server.url(), "maximumPoolSize=2");
      application.warmedUp("main");
      assertNoneWithoutAPool(application);
    }
  }

  @Test
  void aReplicationConnectionHasNoneWhoeverAsks() {
    try (Application application = Application.withTimeoutsOf("none").start()) {
      assertEquals("30s/5s/1min", open(application, "open", "", Questions.TIMEOUTS));
      assertNoneOnReplication(application);
    }
  }
}
