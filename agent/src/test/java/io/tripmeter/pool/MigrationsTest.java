package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.EndpointSelection;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.Telemetry;
import org.junit.jupiter.api.Test;

/** A migration whose own connection is not as its pool's product should have it uses the pool's, and leaves none open. */
final class MigrationsTest {
  @Test
  void oneThatDoesNotTellWhereItLeadsIsClosed() throws Exception {
    FakePool pool = new FakePool("jdbc:postgresql://pooler.example/app", 2);
    Settings settings = Configuration.ofArguments("endpoint.direct=direct.example");
    Telemetry telemetry = new Telemetry(Runnable::run);
    Connections connections = new Pools(new PoolProduct[0], settings, telemetry).connections();
    ManagedPool creation = new ManagedPool(
        pool,
        telemetry,
        connections,
        new Budgets(settings, telemetry.exceededBudgets()),
        settings,
        new PoolNames(),
        null,
        pool);
    Migrations migrations =
        new Migrations(connections, new EndpointSelection(telemetry.counters().endpointSwitches()));
    pool.failingAt("connection");
    try (CapturedLog log = CapturedLog.start()) {
      assertNull(migrations.lend(creation, creation.owner(pool), pool));
      assertEquals(1, log.lines().size(), () -> log.lines().toString());
    }
    assertEquals(1, pool.aside().size());
    assertTrue(pool.aside().get(0).isClosed());
  }
}
