package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What of ours is refused at the door is left out, once and for all; what of the application's is refused is the application's. */
final class RefusalTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  static List<String> drivers() {
    return Libraries.PGJDBC;
  }

  private static void pool(Application application, String name, PickyProxy proxy) {
    assertEquals(
        "created",
        application.tell(
            Application.poolCommand(name, "constructor", SERVER, proxy.url(), "maximumPoolSize=4")),
        application::output);
    assertTrue(application.warmedUp(name).contains("warmed=4"), application::output);
  }

  private static void assertAll(Application application, String pool, String expected) {
    assertEquals(
        Collections.nCopies(4, expected),
        application.askAll(pool, 4, Questions.TIMEOUTS),
        application::output);
  }

  /** What refuses startup parameters is a pooler, and gets the timeouts with each transaction. */
  private static void assertRides(Application application, String pool, String expected) {
    assertAll(application, pool, "0/0/0");
    assertEquals(
        expected, application.tell("transaction", pool, Questions.TIMEOUTS), application::output);
    application.await("DB endpoint is behind an unknown proxy .*pool=" + pool);
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void optionsThatAPoolerRefusesAreLeftOutFromThenOn(String pgjdbc) {
    try (PickyProxy proxy = PickyProxy.refusing(SERVER, "options");
        Application application =
            Application.withTimeoutsOf("main", "second").pgjdbc(pgjdbc).start()) {
      pool(application, "main", proxy);
      assertRides(application, "main", "30s/5s/1min");
      int refusals = proxy.refusals().size();
      assertTrue(refusals >= 1 && refusals <= 4, () -> proxy.refusals().toString());
      assertEquals(
          1,
          application.said("the server refuses a startup parameter").size(),
          application.output());
      pool(application, "second", proxy);
      assertEquals(refusals, proxy.refusals().size());
      String line = application.configured("second");
      assertTrue(
          line.matches(
              ".*statement_timeout: unset -> 30000ms \\([^)]*, SET LOCAL in each transaction\\).*"),
          line);
      assertEquals(List.of(), application.said("statement_timeout: 30000 \\(read back\\)"));
    }
  }

  @Test
  void aParameterThatIsRefusedAmongTheOptionsTakesTheOthersWithIt() {
    try (PickyProxy proxy = PickyProxy.refusingInOptions(SERVER, "lock_timeout");
        Application application = Application.withTimeoutsOf("main", "second").start()) {
      pool(application, "main", proxy);
      assertRides(application, "main", "30s/5s/1min");
      assertEquals(1, application.said("parameter=options").size(), application.output());
    }
  }

  @Test
  void aSchemaThatIsRefusedGoesWithEachTransaction() {
    try (PickyProxy proxy = PickyProxy.refusing(SERVER, "search_path");
        Application application = Application.withTimeoutsOf("main", "second")
            .setting("session.schema", "pg_catalog")
            .start()) {
      pool(application, "main", proxy);
      assertRides(application, "main", "30s/5s/1min");
      assertEquals("pg_catalog", application.tell("transaction", "main", "SHOW search_path"));
    }
  }

  @Test
  void whatSavesHandshakeTripsIsLeftOutIfItIsRefused() {
    try (PickyProxy proxy = PickyProxy.refusing(SERVER, "extra_float_digits");
        Application application = Application.withTimeoutsOf("main", "second").start()) {
      pool(application, "main", proxy);
      assertAll(application, "main", "30s/5s/1min");
    }
  }

  @Test
  void whatIsDroppedInSilenceIsNotReportedAsApplied() {
    try (PickyProxy proxy = PickyProxy.dropping(SERVER, "options");
        Application application = Application.withTimeoutsOf("main", "second").start()) {
      pool(application, "main", proxy);
      assertAll(application, "main", "0/0/0");
      String line = application.await("DB session settings");
      assertTrue(line.contains("settings differ from what was asked for"), line);
      assertTrue(line.contains("statement_timeout: 0 (the server has another value)"), line);
      assertFalse(line.contains("statement_timeout: 30000"), line);
    }
  }

  @Test
  void whatTheApplicationItselfAskedForAndIsRefusedFailsAtOnce() {
    try (Link link = Link.to(SERVER).open();
        Application application = Application.withTimeoutsOf("main", "second").start()) {
      String answer = application.tell(
          "open",
          SERVER.url(link) + "?sslmode=disable&options=-c%20no_such_parameter=1",
          SERVER.user(),
          SERVER.password(),
          "SELECT 1");
      assertTrue(answer.startsWith("failed: 42704"), answer);
      assertEquals(1, link.count().connections());
      String wrong = application.tell(
          "open", SERVER.url(link) + "?sslmode=disable", SERVER.user(), "wrong", "SELECT 1");
      assertTrue(wrong.startsWith("failed: 28P01"), wrong);
      assertEquals(2, link.count().connections());
    }
  }
}
