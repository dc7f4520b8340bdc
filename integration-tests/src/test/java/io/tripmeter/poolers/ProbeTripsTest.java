package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Applications;
import io.tripmeter.child.Eventually;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What finding out costs: a few trips while a pool warms up, none later. */
final class ProbeTripsTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final int SIZE = 4;

  /** Without TLS and with SCRAM. */
  private static final int TRIPS_OF_A_CONNECT = 3;

  private static final PostgresServer SERVER = Poolers.server();

  /**
   * HikariCP's own question and the read-back; one to the second client, two more for each of two further tries; the settings read back as
   * they are set there.
   */
  private static final int PROBE = 2 + 1 + 2 * 2 + 1;

  private static Link link(PgBouncer pooler) {
    return Link.to(pooler).roundTrip(Duration.ofMillis(15)).logging().open();
  }

  private static String log(Link link) {
    return String.join("\n", link.log());
  }

  @Test
  void theProbeIsAFewTripsOfTheWarmUpWhateverThePoolsSize() {
    for (int size : new int[] {SIZE, 4 * SIZE}) {
      try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).start();
          Link link = link(pooler);
          Application application = APPLICATIONS.start(Application.withTimeouts())) {
        application.pool("of" + size, SERVER, pooler.url(link), "maximumPoolSize=" + size);
        Poolers.settle(application, "of" + size, link);
        // The connects under way when the pooler first refused what it does not know: a trip each.
        long refused = link.count().connections() - size;
        assertTrue(refused <= size, () -> log(link));
        // An operator asks for timeouts, so each connection of an unknown endpoint is asked who
        // else
        // has set them; one tries what rides.
        long asked = size + 1L;
        long probe = link.turnArounds() - refused - (long) size * TRIPS_OF_A_CONNECT - asked;
        assertTrue(probe <= PROBE, () -> probe + " trips beside the connects:\n" + log(link));
      }
    }
  }

  @Test
  void aConnectionThatIsOpenedLaterIsNotAsked() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).start();
        Link link = link(pooler);
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool("later", SERVER, pooler.url(link), "maximumPoolSize=" + SIZE);
      Poolers.settle(application, "later", link);
      Link.Count mark = link.mark();
      link.hangUp();
      Eventually.pause(700);
      application.askAll("later", SIZE, "SELECT 1");
      Link.Count since = link.since(mark);
      assertEquals(SIZE, since.connections(), () -> log(link));
      assertEquals(SIZE * (TRIPS_OF_A_CONNECT + 1), since.turnArounds(), () -> log(link));
      assertEquals(
          1, application.said("DB endpoint is .*pool=later ").size(), application.output());
    }
  }

  @Test
  void transactionsAfterTheWarmUpCostWhatTheyDoAlone() {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, SERVER).start();
        Link link = link(pooler);
        Application application = APPLICATIONS.start(Application.withTimeouts())) {
      application.pool("after", SERVER, pooler.url(link), "maximumPoolSize=" + SIZE);
      Poolers.settle(application, "after", link);
      Link.Count mark = link.mark();
      for (int i = 0; i < 20; i++) {
        assertEquals("30s", application.tell("transaction", "after", "SHOW statement_timeout"));
      }
      // BEGIN and SHOW are one, COMMIT is the other.
      assertEquals(new Link.Count(0, 40), link.since(mark), () -> log(link));
    }
  }
}
