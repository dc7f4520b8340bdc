package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Application;
import io.tripmeter.child.Eventually;
import io.tripmeter.child.PoolProduct.Trait;
import io.tripmeter.child.PoolUnderTest;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The connection budget with the pools of each product; its rules are in {@code ConnectionBudgetTest}, with HikariCP. */
final class PoolsBudgetTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  /** HikariCP before 6 closes a connection above the maximum when it is borrowed next (HikariPool.recycle in 5.1.0 and 6.3.3). */
  static Stream<PoolUnderTest> closingWhatComesBack() {
    return PoolUnderTest.ofThisRun()
        .filter(pool -> !pool.isHikari() || pool.version().compareTo("6") >= 0);
  }

  @ParameterizedTest
  @MethodSource("closingWhatComesBack")
  void aPoolIsMadeToFit(PoolUnderTest pool) {
    String name = pool.name("main", 1);
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(4)).open();
        Application application = pool.with()
            .setting("budget.instances", "2")
            .setting("budget.connections", "8")
            .setting("budget.enforce", "true")
            .start()) {
      pool.create(
          application, "main", SERVER, link, pool.settings().max(4).min(4).initial(4));
      Eventually.equal(4, link::open, application::output);
      application.warmedUp(name);
      int lent = pool.is(Trait.KEEPS_WHAT_COMES_BACK) ? 2 : 3;
      application.tell("hold", "main", Integer.toString(lent));
      pool.create(
          application, "reports", SERVER, link, pool.settings().max(4).min(1).initial(1));
      application.await("DB pool resized to fit the connection budget pool=" + name);
      // Those that were idle are closed; the surplus that is lent is closed when it comes back.
      Eventually.equal(lent + 1, link::open, application::output);
      application.tell("release", "main");
      Eventually.equal(3, link::open, application::output);
      Metrics metrics = application.metrics();
      String names = "db_client_connection_pool_name";
      assertEquals(2, metrics.sum("db_client_connection_max", names, name), application::output);
      if (!pool.is(Trait.RESIZED_BEHIND_ITS_SETTINGS)) {
        pool.settings()
            .max(2)
            .min(2)
            .values()
            .forEach((setting, value) -> assertEquals(
                value, pool.settingsOf(application, "main").get(setting), application::output));
      }
      application.tell("hold", "main", "2");
      application.tell("hold", "reports", "2");
      Eventually.equal(4, link::open, application::output);
      application.tell("release", "main");
      application.tell("release", "reports");
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals("1", application.ask("reports", "SELECT 1"));
      assertEquals(4, link.open());
    }
  }
}
