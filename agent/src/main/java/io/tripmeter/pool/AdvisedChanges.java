package io.tripmeter.pool;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.SettingChange;
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
    int target = WarmUpTarget.of(product, settings, config);
    if (target > 0 && settings.integer(Option.POOL_MIN_IDLE) != 0) {
      String opened = "connections are opened when the pool is created";
      changes.add(new SettingChange(
          Option.WARMUP.key(),
          "off",
          settings.shown(Option.WARMUP),
          isResized(changes) ? opened : opened + ": " + target));
    }
    if (settings.text(Option.POOL_VALIDATION).equals("auto") && testsOnBorrow(config)) {
      changes.add(new SettingChange(
          Option.POOL_VALIDATION.key(),
          "pool",
          "auto",
          "no round trip on borrow while the connection is known to be alive"));
    }
  }

  private boolean testsOnBorrow(Object config) {
    try {
      return product.testsOnBorrow(config);
    } catch (ReflectiveOperationException unknownVersion) {
      return false;
    }
  }

  /** With other sizes, which are not written, it would open another number. */
  private static boolean isResized(List<SettingChange> changes) {
    for (SettingChange each : changes) {
      if (each.setting().equals(Option.POOL_MAX_SIZE.key())
          || each.setting().equals(Option.POOL_MIN_IDLE.key())) {
        return true;
      }
    }
    return false;
  }
}
