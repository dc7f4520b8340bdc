package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.SettingChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is changed in the configuration of a pool whose server is suspended when idle. */
final class ScaleToZeroTest {
  private static final String SUSPENDED =
      "jdbc:postgresql://ep-quiet-sea-1.eu-central-1.aws.neon.tech/app";
  private static final String STANDS = "(the application has set it)";

  private final FakePool pool = new FakePool(SUSPENDED, 5)
      .with(PoolSetting.KEEPALIVE, 120_000)
      .with(PoolSetting.IDLE_TIMEOUT, 600_000);
  private final List<SettingChange> changes = new ArrayList<>();

  /** Whether the pool shall keep no connection. */
  private boolean keepsNone(String arguments) throws ReflectiveOperationException {
    Settings settings = Configuration.ofArguments(arguments);
    Rewrite rewrite = new Rewrite(pool, settings, changes);
    rewrite.apply(pool);
    return ScaleToZero.apply(pool, settings, rewrite, pool);
  }

  private void assertSettings(long keepalive, long idleTimeout) {
    assertEquals(keepalive, pool.setting(PoolSetting.KEEPALIVE));
    assertEquals(idleTimeout, pool.setting(PoolSetting.IDLE_TIMEOUT));
  }

  private void assertSaid(String change) {
    assertTrue(changes.toString().contains(change), changes.toString());
  }

  @Test
  void theProductsOwnDefaultsAreChanged() throws ReflectiveOperationException {
    assertTrue(keepsNone(""));
    assertSettings(0, 300_000);
    assertFalse(changes.toString().contains(STANDS), changes.toString());
  }

  @Test
  void anApplicationsKeepaliveStands() throws ReflectiveOperationException {
    pool.with(PoolSetting.KEEPALIVE, 60_000);
    assertTrue(keepsNone(""));
    assertSettings(60_000, 300_000);
    assertSaid("pool.keepalive: 1m -> 1m " + STANDS);
  }

  @Test
  void anApplicationsMinimumStandsAndWithItTheIdleTimeout() throws ReflectiveOperationException {
    pool.with(PoolSetting.MIN_IDLE, 2);
    assertFalse(keepsNone(""));
    assertSettings(0, 600_000);
    assertSaid("pool.min-idle: 2 -> 2 " + STANDS);
  }

  @Test
  void anApplicationsMinimumStandsWhereAnOperatorMakesThePoolAsSmall()
      throws ReflectiveOperationException {
    pool.with(PoolSetting.MIN_IDLE, 2);
    assertFalse(keepsNone("pool.max-size=2"));
    assertSaid("pool.min-idle: 2 -> 2 " + STANDS);
  }

  @Test
  void anApplicationThatKeepsNothingGetsTheIdleTimeout() throws ReflectiveOperationException {
    pool.with(PoolSetting.MIN_IDLE, 0);
    assertFalse(keepsNone(""), "it does already");
    assertSettings(0, 300_000);
  }

  @Test
  void anApplicationsIdleTimeoutStands() throws ReflectiveOperationException {
    pool.with(PoolSetting.IDLE_TIMEOUT, 1_200_000);
    assertTrue(keepsNone(""));
    assertSettings(0, 1_200_000);
    assertSaid("pool.idle-timeout: 20m -> 20m " + STANDS);
  }
}
