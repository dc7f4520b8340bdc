package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.child.PoolSettings;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only c3p0's pools do. */
@Tag("matrix")
final class C3p0Test {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String C3P0S = "io.tripmeter.child.PoolUnderTest#c3p0s";
  private static final String POOL = "c3p0-1";

  private static Link link() {
    return Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
  }

  /** That of connections above the minimum is the operator's; a shorter one of all would end them sooner. */
  @ParameterizedTest
  @MethodSource(C3P0S)
  void aShorterIdleTimeOfAllConnectionsIsRaisedToTheOperators(PoolUnderTest c3p0) {
    try (Link link = link();
        Application application = c3p0.with().setting("pool.idle-timeout", "5m").start()) {
      c3p0.create(application, "main", SERVER, link, c3p0.settings().and("maxIdleTime=100"));
      assertEquals("300", c3p0.settingsOf(application, "main").get("maxIdleTime"));
      assertEquals("300", c3p0.settingsOf(application, "main").get("maxIdleTimeExcessConnections"));
      String line = application.configured(POOL);
      assertTrue(line.contains("pool.idle-timeout: 100s -> 5m (system property"), line);
    }
  }

  /** Data sources that are not asked by URL, and settings as a map. */
  @ParameterizedTest
  @MethodSource(C3P0S)
  void aPoolAroundADataSourceIsOneOfItsOwn(PoolUnderTest c3p0) {
    try (Link link = link();
        Application application = c3p0.with().setting("pool.max-size", "3").start()) {
      PoolSettings around =
          c3p0.settings().max(5).initial(3).and("dataSource=org.postgresql.ds.PGSimpleDataSource");
      c3p0.create(application, "main", SERVER, link, around);
      assertEquals("console/" + POOL, application.ask("main", "SHOW application_name"));
      assertTrue(
          application.configured(POOL).contains("pool.max-size: 5 -> 3"), application::output);
      application.warmedUp(POOL);
      application.tell("hold", "main", "3");
      assertEquals(3, link.peak());
      Metrics metrics = application.metrics();
      assertEquals(link.turnArounds(), metrics.sum("tripmeter_round_trips_total", "pool", POOL));
    }
  }

  /** c3p0's three threads would ask seven times, one after the other. */
  @ParameterizedTest
  @MethodSource(C3P0S)
  void whatThePoolAsksOverlapsToo(PoolUnderTest c3p0) {
    long bare = millisToTwenty(c3p0, c3p0.with().withoutAgent());
    long warmed = millisToTwenty(c3p0, c3p0.with());
    // Seven connects one after the other, of five trips.
    assertTrue(bare > 7 * 5 * 100, () -> "bare " + bare + " ms");
    assertTrue(warmed < bare / 2, () -> warmed + " ms, bare " + bare + " ms");
  }

  private static long millisToTwenty(PoolUnderTest c3p0, ApplicationBuilder builder) {
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(100)).open();
        Application application = builder.start()) {
      c3p0.create(
          application, "main", SERVER, link, c3p0.settings().max(1).min(1).initial(1));
      assertEquals("1", application.ask("main", "SELECT 1"));
      application.tell("close", "main");
      long start = System.nanoTime();
      c3p0.create(application, "second", SERVER, link, c3p0.settings().max(20).initial(20));
      application.tell("hold", "second", "20");
      return (System.nanoTime() - start) / 1_000_000;
    }
  }

  /** The pool tries six connections three times each, and begins anew; how many of them have been tried by then is a matter of time. */
  @ParameterizedTest
  @MethodSource(C3P0S)
  void aWrongPasswordIsTriedNoMoreOftenThanWithoutTripmeter(PoolUnderTest c3p0) {
    try (PostgresServer server = PostgresServer.with().embedded().start()) {
      long bare = attempts(server, c3p0, c3p0.with().withoutAgent());
      long warmed = attempts(server, c3p0, c3p0.with());
      assertTrue(warmed <= bare + 6, () -> warmed + " attempts, bare " + bare);
    }
  }

  private static long attempts(
      PostgresServer server, PoolUnderTest c3p0, ApplicationBuilder builder) {
    long before = WrongPassword.refused(server);
    try (Link link = Link.to(server).roundTrip(Duration.ofMillis(4)).open();
        Application application = builder.start()) {
      PoolSettings impatient =
          c3p0.settings().max(6).initial(6).and("acquireRetryAttempts=2", "acquireRetryDelay=300");
      String[] command = c3p0.command("main", server, server.url(link), impatient);
      assertEquals("created", application.tell(WrongPassword.in(command)));
      String answer = application.ask("main", "SELECT 1");
      assertTrue(answer.startsWith("failed: "), answer);
      return WrongPassword.refused(server) - before;
    }
  }
}
