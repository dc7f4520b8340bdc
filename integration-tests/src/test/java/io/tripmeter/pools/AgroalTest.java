package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.child.PoolSettings;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only Agroal's pools do. */
@Tag("matrix")
final class AgroalTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String AGROALS = "io.tripmeter.child.PoolUnderTest#agroals";

  @ParameterizedTest
  @MethodSource(AGROALS)
  void aValidationWithoutATimeLimitIsThePools(PoolUnderTest agroal) {
    PoolSettings settings = agroal.settings().one().tested().and("connectionValidator=default");
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
        Application application = agroal.with().start()) {
      agroal.create(application, "main", SERVER, link, settings);
      assertEquals("1", application.ask("main", "SELECT 1"));
      Link.Count mark = link.mark();
      for (int i = 0; i < 4; i++) {
        Eventually.pause(agroal.silenceMillis());
        assertEquals("1", application.ask("main", "SELECT 1"), application::output);
      }
      assertEquals(agroal.isTestedOnBorrow() ? 8 : 4, link.since(mark).turnArounds());
    }
  }

  /** The first borrower of a pool without an initial size asks for a connection before the pool asks for its minimum. */
  @ParameterizedTest
  @MethodSource(AGROALS)
  void aCrowdedServerServesTheFirstBorrower(PoolUnderTest agroal) {
    try (PostgresServer crowded = PostgresServer.with()
            .maxConnections(12)
            .setting("superuser_reserved_connections", "8")
            .start();
        Link link = Link.to(crowded).roundTrip(Duration.ofMillis(4)).open();
        Application application = agroal.with().start()) {
      agroal.create(
          application, "main", crowded, link, agroal.settings().max(14).min(14));
      assertEquals("1", application.ask("main", "SELECT 1"), application::output);
    }
  }
}
