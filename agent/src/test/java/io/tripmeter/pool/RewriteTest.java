package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.connect.SettingChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator's sizes make of an application's. */
class RewriteTest {
  private final FakePool pool =
      new FakePool("jdbc:postgresql://db.example/app", 20).with(PoolSetting.MIN_IDLE, 10);

  private String changes(String arguments) throws ReflectiveOperationException {
    List<SettingChange> changes = new ArrayList<>();
    new Rewrite(pool, Configuration.ofArguments(arguments), changes).apply(pool);
    return changes.toString();
  }

  private void assertSizes(long max, long min) {
    assertEquals(max, pool.setting(PoolSetting.MAX_SIZE));
    assertEquals(min, pool.setting(PoolSetting.MIN_IDLE));
  }

  @Test
  void theApplicationsMinimumFollowsASmallerMaximum() throws ReflectiveOperationException {
    String changes = changes("pool.max-size=5");
    assertSizes(5, 5);
    assertTrue(changes.contains("pool.min-idle: 10 -> 5 (follows pool.max-size)"), changes);
  }

  @Test
  void theOperatorsMinimumFollowsToo() throws ReflectiveOperationException {
    String changes = changes("pool.min-idle=8,pool.max-size=5");
    assertSizes(5, 5);
    assertTrue(changes.contains("pool.min-idle: 8 -> 5 (follows pool.max-size)"), changes);
  }

  @Test
  void theOperatorsMinimumIsNotRaised() throws ReflectiveOperationException {
    changes("pool.min-idle=20,pool.max-size=30");
    assertSizes(30, 20);
  }

  @Test
  void advisedNothingIsChanged() throws ReflectiveOperationException {
    changes("mode=advise,pool.min-idle=8,pool.max-size=5");
    assertSizes(20, 10);
  }
}
