package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.SettingChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What would be done to a pool of twenty connections, ten of them idle. */
class AdvisedChangesTest {
  private static final String VALIDATION =
      "pool.validation: pool -> auto (no round trip on borrow while the connection is known to be alive)";

  private final FakePool pool =
      new FakePool("jdbc:postgresql://db.example/app", 20).with(PoolSetting.MIN_IDLE, 10);

  private List<String> changes(String arguments) throws ReflectiveOperationException {
    Settings settings = Configuration.ofArguments("mode=advise," + arguments);
    List<SettingChange> changes = new ArrayList<>();
    new Rewrite(pool, settings, changes).apply(pool);
    int written = changes.size();
    new AdvisedChanges(pool, settings).add(pool, changes);
    return changes.stream().skip(written).map(SettingChange::toString).toList();
  }

  private static String warmUp(String target, String opened) {
    return "warmup: off -> " + target + " (connections are opened when the pool is created" + opened
        + ")";
  }

  @Test
  void warmUpAndValidationAreNamedWithTheirNumbers() throws ReflectiveOperationException {
    assertEquals(List.of(warmUp("all", ": 10"), VALIDATION), changes(""));
    assertEquals(List.of(warmUp("15", ": 15"), VALIDATION), changes("warmup=15"));
  }

  @Test
  void whatIsOffIsNotNamed() throws ReflectiveOperationException {
    assertEquals(List.of(), changes("warmup=off,pool.validation=pool"));
    pool.with(PoolSetting.MIN_IDLE, 0);
    assertEquals(List.of(VALIDATION), changes(""));
  }

  /** The sizes are not written, so the number is not known. */
  @Test
  void withAnOperatorsSizesThereIsNoNumber() throws ReflectiveOperationException {
    assertEquals(List.of(warmUp("all", ""), VALIDATION), changes("pool.max-size=5"));
    assertEquals(List.of(VALIDATION), changes("pool.min-idle=0"));
  }

  @Test
  void aNumberIsOpenedWhateverTheMinimumIs() throws ReflectiveOperationException {
    assertEquals(List.of(warmUp("5", ""), VALIDATION), changes("warmup=5,pool.min-idle=0"));
  }

  /** What the budget leaves is not known. */
  @Test
  void withABudgetThereIsNoNumber() throws ReflectiveOperationException {
    String enforced = "budget.enforce=true,";
    assertEquals(List.of(warmUp("all", ": 10"), VALIDATION), changes(enforced));
    assertEquals(List.of(warmUp("all", ""), VALIDATION), changes(enforced + "budget.instances=2"));
    assertEquals(List.of(warmUp("all", ": 10"), VALIDATION), changes("budget.instances=2"));
  }

  /** Such a pool opens some without Tripmeter, one after the other. */
  @Test
  void aPoolThatOpensItsConnectionsItselfHasThemInParallel() throws ReflectiveOperationException {
    pool.filledBy(new InitialFilling() {
      @Override
      public int initialSize(Object config) {
        return 3;
      }

      @Override
      public int kept(Object config) {
        return 3;
      }
    });
    assertEquals(
        "warmup: off -> all (connections are opened in parallel when the pool is created: 3)",
        changes("").get(0));
  }

  @Test
  void validationOnEachBorrowIsNamed() throws ReflectiveOperationException {
    assertEquals(
        List.of(
            warmUp("all", ": 10"),
            "pool.validation: pool -> borrow (agent argument pool.validation)"),
        changes("pool.validation=borrow"));
  }

  @Test
  void aTestThatIsNotKnownIsNotNamed() throws ReflectiveOperationException {
    pool.failingAt("testsOnBorrow");
    assertEquals(List.of(warmUp("all", ": 10")), changes(""));
  }
}
