package io.tripmeter.pool;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.session.PoolValidation;
import java.util.List;

/**
 * What {@code mode=advise} would do to a pool besides its settings: warm it up, and spare it the validation. By the configuration as the
 * application made it.
 */
final class AdvisedChanges {
  private final PoolProduct product;
  private final Settings settings;

  AdvisedChanges(PoolProduct product, Settings settings) {
    this.product = product;
    this.settings = settings;
  }

  /** @param changes those of the settings; more are added */
  void add(Object config, List<SettingChange> changes) throws ReflectiveOperationException {
    addWarmUp(config, changes);
    String validation = settings.text(Option.POOL_VALIDATION);
    if (validation.equals("borrow")) {
      changes.add(validation(validation, settings.source(Option.POOL_VALIDATION)));
    } else if (validation.equals("auto") && PoolValidation.canWatch() && testsOnBorrow(config)) {
      changes.add(validation(
          validation, "no round trip on borrow while the connection is known to be alive"));
    }
  }

  private static SettingChange validation(String to, String why) {
    return new SettingChange(Option.POOL_VALIDATION.key(), "pool", to, why);
  }

  /** Whether it would spare connections the validation. */
  static boolean isOfValidation(SettingChange advised) {
    return advised.setting().equals(Option.POOL_VALIDATION.key())
        && advised.after().equals("auto");
  }

  private void addWarmUp(Object config, List<SettingChange> changes)
      throws ReflectiveOperationException {
    int target = WarmUpTarget.of(product, settings, config);
    boolean keepsNone = settings.integer(Option.WARMUP) == Integer.MAX_VALUE
        && settings.integer(Option.POOL_MIN_IDLE) == 0;
    if (target <= 0 || keepsNone) {
      return;
    }
    // Such a pool may open as many without Tripmeter, one after the other.
    String how = product.filling() instanceof InitialFilling ? " in parallel" : "";
    String why = "connections are opened" + how + " when the pool is created";
    changes.add(new SettingChange(
        Option.WARMUP.key(),
        "off",
        settings.shown(Option.WARMUP),
        isResized(changes) ? why : why + ": " + target));
  }

  private boolean testsOnBorrow(Object config) {
    try {
      return product.testsOnBorrow(config);
    } catch (ReflectiveOperationException unknownVersion) {
      return false;
    }
  }

  /** With other sizes, which are not written or not known yet, it would open another number. */
  private boolean isResized(List<SettingChange> changes) {
    if (settings.flag(Option.BUDGET_ENFORCE) && settings.integer(Option.BUDGET_INSTANCES) > 0) {
      return true;
    }
    for (SettingChange each : changes) {
      if (each.setting().equals(Option.POOL_MAX_SIZE.key())
          || each.setting().equals(Option.POOL_MIN_IDLE.key())) {
        return true;
      }
    }
    return false;
  }
}
