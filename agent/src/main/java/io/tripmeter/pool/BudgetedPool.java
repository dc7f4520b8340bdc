package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.SettingChange;
import org.jspecify.annotations.Nullable;

/** A pool as the connection budget sees it: what it may hold now, and what it was meant to hold. Guarded by the {@link Budgets}. */
final class BudgetedPool {
  private final PoolProduct product;
  private final String name;
  private final PoolReporter reporter;
  private int wanted;
  private int wantedIdle;
  private int given;
  private @Nullable PoolStats stats;
  private String server = "";

  /**
   * @param max as its configuration has it, -1 if it does not tell
   * @param minIdle likewise
   */
  BudgetedPool(PoolProduct product, String name, PoolReporter reporter, int max, int minIdle) {
    this.product = product;
    this.name = name;
    this.reporter = reporter;
    wanted = max;
    wantedIdle = minIdle < 0 ? max : minIdle;
    given = max;
  }

  String name() {
    return name;
  }

  int wanted() {
    return wanted;
  }

  /** Idle connections to keep in a pool of this size. */
  int idleOf(int size) {
    return Math.min(wantedIdle, size);
  }

  /** It stands, with no connection kept idle. */
  void keepsNone() {
    wantedIdle = 0;
  }

  void createdWith(int size) {
    given = size;
  }

  void leadsTo(String address, PoolStats pool) {
    server = address;
    stats = pool;
  }

  String server() {
    return server;
  }

  boolean isAt(String address) {
    return server.equals(address);
  }

  boolean is(PoolStats pool) {
    return stats == pool;
  }

  /** Looks at the pool: whether it is there, and whether somebody else has changed its size, which is then what is wanted. */
  boolean isOpen() {
    Object pool = pool();
    int max = pool == null ? -1 : product.gauges().max(pool);
    if (max > 0 && max != given) {
      wanted = max;
      given = max;
    }
    return max > 0;
  }

  private @Nullable Object pool() {
    return stats == null || stats.isClosed() ? null : stats.pool();
  }

  /** Null if it has this size already. */
  @Nullable
  SettingChange resize(int size, String why) throws ReflectiveOperationException {
    Object pool = pool();
    if (pool == null || size == given) {
      return null;
    }
    PoolLimits limits = product.limits();
    if (limits == null) {
      throw new UnsupportedOperationException(
          product.name() + " keeps the size that it was made with");
    }
    SettingChange change = change(PoolSetting.MAX_SIZE, given, size, why);
    limits.resize(pool, size, idleOf(size));
    given = size;
    reporter.resized(change);
    return change;
  }

  static SettingChange change(PoolSetting setting, long before, long after, String why) {
    return new SettingChange(
        setting.option().key(), setting.show(before), setting.show(after), why);
  }
}
