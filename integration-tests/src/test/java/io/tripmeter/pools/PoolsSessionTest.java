package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.EachPool;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Tag;

/** What is in force inside the sessions of each product's pools; its rules are in {@code SessionSettingsTest}. */
final class PoolsSessionTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String TIMEOUTS =
      "SELECT concat_ws('/', current_setting('statement_timeout'), current_setting('lock_timeout'),"
          + " current_setting('idle_in_transaction_session_timeout'))";

  private static void assertAll(Application application, String question, String answer) {
    assertEquals(
        Collections.nCopies(3, answer),
        application.askAll("main", 3, question),
        application::output);
  }

  @EachPool
  void everyConnectionHasWhatIsAskedForWithoutATripMore(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(4)).logging().open();
        Application application = pool.on(Application.withTimeouts()).start()) {
      pool.create(
          application, "main", SERVER, link, pool.settings().max(3).min(3).initial(3));
      application.warmedUp(name);
      String line = application.await("DB session settings applied pool=" + name);
      assertTrue(line.contains("statement_timeout: 30000 (read back)"), line);
      assertTrue(line.contains("application_name: console/" + name + " (read back)"), line);
      assertAll(application, TIMEOUTS, "30s/5s/1min");
      assertAll(application, "SHOW application_name", "console/" + name);
      // The server is asked once on each who else has set a timeout.
      long trips = link.turnArounds() - 6;
      assertTrue(
          trips <= 3 * (3 + 1 + pool.ownTrips()) + pool.furtherTrips() + 1,
          () -> trips + " trips:\n" + String.join("\n", link.log()));
    }
  }

  @Tag("matrix")
  @EachPool
  void whatTheOperatorSaysIsInForceInEveryConnection(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
        Application application = pool.on(Application.withTimeouts())
            .setting("pools." + name + ".session.statement-timeout", "7s")
            .setting("session.lock-timeout", "0")
            .setting("session.idle-in-transaction-timeout", "2m")
            .setting("session.application-name", "it's <service> in \"<pool>\"")
            .setting("session.time-zone", "Asia/Kathmandu")
            .setting("session.schema", "pg_catalog")
            .start()) {
      pool.create(
          application, "main", SERVER, link, pool.settings().max(3).min(3).initial(3));
      application.warmedUp(name);
      assertAll(application, TIMEOUTS, "7s/0/2min");
      assertAll(application, "SHOW application_name", "it's console in \"" + name + "\"");
      assertAll(application, "SHOW TimeZone", "Asia/Kathmandu");
      assertAll(application, "SELECT current_schema()", "pg_catalog");
      assertTrue(application.said("settings differ").isEmpty(), application::output);
    }
  }
}
