package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.Telemetry;
import java.sql.Connection;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided about a pool before it opens its first connection. */
class ManagedPoolTest {
  private static final String URL = "jdbc:postgresql://db.example/app";
  private static final String SUSPENDED =
      "jdbc:postgresql://ep-quiet-sea-1.eu-central-1.aws.neon.tech/app";

  private static ManagedPool creation(FakePool pool, String arguments)
      throws ReflectiveOperationException {
    Settings settings = Configuration.ofArguments(arguments);
    Telemetry telemetry = new Telemetry(Runnable::run);
    Connections connections = new Pools(new PoolProduct[0], settings, telemetry).connections();
    return new ManagedPool(
        pool,
        telemetry,
        connections,
        new Budgets(settings, telemetry.exceededBudgets()),
        settings,
        new PoolNames(),
        null,
        pool);
  }

  @Test
  void aNameIsFreeAgainWhenItsPoolHasGone() throws ReflectiveOperationException {
    PoolNames names = new PoolNames();
    ManagedPool first = creation(new FakePool(URL, 3), "");
    ManagedPool second = creation(new FakePool(URL, 3), "");
    ManagedPool third = creation(new FakePool(URL, 3), "");
    assertEquals("main", names.claim("main", first));
    assertEquals("main#2", names.claim("main", second));
    first.cancel();
    assertEquals("main", names.claim("main", third));
    assertEquals("main#3", names.claim("main", creation(new FakePool(URL, 3), "")));
    assertFalse(second.isGone() || third.isGone());
  }

  @Test
  void automaticValidationHasTheAliveBypassWithAndWithoutKeepalivesOfThePool()
      throws ReflectiveOperationException {
    FakePool kept = new FakePool(URL, 3).with(PoolSetting.KEEPALIVE, 600_000);
    assertTrue(creation(kept, "").owner(kept).hasAliveBypass());
    FakePool pool = new FakePool(SUSPENDED, 3);
    assertTrue(creation(pool, "").owner(pool).hasAliveBypass());
  }

  @ParameterizedTest
  @CsvSource({"pool.validation=borrow", "pool.validation=pool", "mode=advise"})
  void onlyAutomaticValidationHasTheAliveBypass(String arguments)
      throws ReflectiveOperationException {
    FakePool pool = new FakePool(URL, 3).with(PoolSetting.KEEPALIVE, 60_000);
    assertFalse(creation(pool, arguments).owner(pool).hasAliveBypass());
  }

  @Test
  void onlyItsOwnPoolIsItsOwn() throws ReflectiveOperationException {
    FakePool pool = new FakePool(URL, 3);
    FakePool other = new FakePool(URL, 3);
    ManagedPool creation = creation(pool, "");
    assertFalse(creation.owns(null));
    assertTrue(creation.owns(creation.owner(pool)));
    assertFalse(creation.owns(creation(other, "").owner(other)));
    assertTrue(creation.identity().canBe(pool, pool));
    assertFalse(creation.identity().canBe(pool, other));
    assertFalse(creation.identity().canBe(other, pool));
  }

  @Test
  void anObjectWithoutThePoolsPartsIsNotThePool() throws ReflectiveOperationException {
    FakePool pool = new FakePool(URL, 3);
    ManagedPool creation = creation(pool, "");
    pool.failingAt("parts");
    assertThrows(NoSuchMethodException.class, () -> creation.owner(new Object()));
    pool.failingAt("");
    assertSame(pool, creation.owner(pool).pool());
  }

  /** An application's driver would be held as long as the pool is open. */
  @Test
  void howAConnectionWasTriedIsForgottenWhenThePoolStands() throws Exception {
    FakePool pool = new FakePool(URL, 3);
    ManagedPool creation = creation(pool, "warmup=off");
    creation.tried().asked(new ConnectionSource() {
      @Override
      public Connection open() {
        return FakePool.connection();
      }

      @Override
      public boolean isFor(String url, Properties info) {
        return true;
      }
    });
    creation.created(pool);
    assertFalse(creation.tried().keep(FakePool.connection()));
  }
}
