package io.tripmeter.pool;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;

/** How many connections a pool shall have when it is warm: as many as it means to keep, or the number that the operator says. */
final class WarmUpTarget {
  private WarmUpTarget() {}

  /** 0 or less if it is not to be warmed up. */
  static int of(PoolProduct product, Settings settings, Object config)
      throws ReflectiveOperationException {
    PoolFilling filling = product.filling();
    if (filling == null) {
      return 0;
    }
    int wanted = settings.integer(Option.WARMUP);
    Long max = product.configuration().properties().read(config, PoolSetting.MAX_SIZE);
    int kept = filling.kept(config);
    if (kept > 0 && filling instanceof InitialFilling && !settings.isExplicit(Option.WARMUP)) {
      // Its first borrower stands in line behind these: where the server refuses some, it would be
      // refused as well.
      kept = ((InitialFilling) filling).initialSize(config);
    }
    if (wanted == 0 || max == null || kept < 0) {
      return 0;
    }
    long most = Math.min(max, filling.mostIdle(config));
    return (int) Math.min(wanted == Integer.MAX_VALUE ? kept : wanted, most);
  }
}
