package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.Telemetry;
import org.junit.jupiter.api.Test;

/** A pool of five connections that stands, and whose settings change. */
class ChangedSizesTest {
  private final Settings settings = Configuration.ofArguments("warmup=off");
  private final FakePool pool = new FakePool("jdbc:postgresql://db.example/app", 5);

  private ManagedPool standing(FakePool pool, String arguments) throws Exception {
    become(arguments);
    Telemetry telemetry = new Telemetry(Runnable::run);
    Connections connections = new Pools(new PoolProduct[0], settings, telemetry).connections();
    Budgets budgets = new Budgets(settings, telemetry.exceededBudgets());
    ManagedPool standing = new ManagedPool(
        pool, telemetry, connections, budgets, settings, new PoolNames(), null, pool);
    standing.created(pool);
    return standing;
  }

  private void become(String arguments) {
    settings.become(Configuration.ofArguments("warmup=off," + arguments));
  }

  private void assertSize(int max, int minIdle) {
    assertEquals(
        max + "/" + minIdle,
        pool.setting(PoolSetting.MAX_SIZE) + "/" + pool.setting(PoolSetting.MIN_IDLE));
  }

  @Test
  void eachLimitHasItsOwnReason() throws Exception {
    ManagedPool standing = standing(pool, "");
    try (CapturedLog log = CapturedLog.start()) {
      become("pool.max-size=4,pool.min-idle=2");
      standing.follow();
      String line = log.lines().get(0);
      assertTrue(line.contains("pool.max-size: 5 -> 4 (agent argument pool.max-size)"), line);
      assertTrue(line.contains("pool.min-idle: 5 -> 2 (agent argument pool.min-idle)"), line);
    }
  }

  @Test
  void aMaximumThatTheApplicationHasSetItselfStays() throws Exception {
    ManagedPool standing = standing(pool, "pool.max-size=3");
    pool.with(PoolSetting.MAX_SIZE, 7);
    become("pool.max-size=3,pool.min-idle=2");
    standing.follow();
    assertSize(7, 2);
  }

  @Test
  void aMinimumThatTheApplicationHasSetItselfStays() throws Exception {
    ManagedPool standing = standing(pool, "");
    pool.with(PoolSetting.MIN_IDLE, 1);
    become("pool.max-size=4");
    standing.follow();
    assertSize(4, 1);
  }

  @Test
  void whatIsTakenBackInModeAdviseIsTakenBackWhenThatEnds() throws Exception {
    ManagedPool standing = standing(pool, "pool.max-size=3");
    become("pool.max-size=3,mode=advise");
    standing.follow();
    become("mode=advise");
    standing.follow();
    assertSize(3, 3);
    become("");
    standing.follow();
    assertSize(5, 5);
  }

  @Test
  void aSizeThatWasGivenByHalfIsNotTheApplicationsOwn() throws Exception {
    ManagedPool standing = standing(pool, "");
    pool.failingAt("resize");
    become("pool.max-size=3");
    standing.follow();
    assertSize(3, 5);
    pool.failingAt("");
    become("");
    standing.follow();
    assertSize(5, 5);
  }

  @Test
  void aPoolThatIsNotKnownYetHasTheNewSettingsWhenItIs() throws Exception {
    FakePool unknown = new FakePool("", 5);
    ManagedPool standing = standing(unknown, "");
    become("mode=advise");
    standing.follow();
    standing.isPostgres();
    assertTrue(standing.settings().adviseOnly());
  }
}
