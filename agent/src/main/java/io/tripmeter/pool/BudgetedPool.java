package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.SettingChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool as the connection budget sees it: what it may hold now, and what it was meant to hold. Guarded by the {@link Budgets}. */
final class BudgetedPool {
  private final PoolProduct product;
  private final String name;
  private final PoolReporter reporter;
  private int wanted;
  private int wantedIdle;
  private int given;
  private int givenIdle;

  /** As the application has them; -1 for what it does not say. */
  private int applicationsMax;

  private int applicationsIdle;
  private boolean keepsNone;
  private volatile @Nullable PoolStats stats;
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
    givenIdle = max < 0 ? wantedIdle : idleOf(max);
    applicationsMax = max;
    applicationsIdle = minIdle;
  }

  /** Before an operator's values were written; null for what the configuration does not tell. */
  void setApplications(@Nullable Long max, @Nullable Long minIdle) {
    applicationsMax = max == null ? -1 : max.intValue();
    applicationsIdle = minIdle == null ? -1 : minIdle.intValue();
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
    keepsNone = true;
    wantedIdle = 0;
    givenIdle = 0;
  }

  void createdWith(int size) {
    given = size;
    givenIdle = idleOf(size);
  }

  void stands(PoolStats pool) {
    stats = pool;
  }

  /** Whether its size can become an operator's, or again the application's if the operator has none. */
  boolean canBe(int max) {
    return product.limits() != null && (max > 0 || applicationsMax > 0);
  }

  /**
   * An operator says what it shall hold. As when the pool is made, the idle connections follow a maximum that they were equal to.
   *
   * @param max -1: as the application has it
   * @param minIdle likewise
   */
  void want(int max, int minIdle) {
    wanted = max > 0 ? max : applicationsMax;
    boolean isAll = applicationsIdle < 0 || applicationsIdle == applicationsMax;
    wantedIdle = minIdle >= 0 ? minIdle : keepsNone ? 0 : isAll ? wanted : applicationsIdle;
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
      givenIdle = idleOf(max);
      applicationsMax = max;
    }
    return max > 0;
  }

  private @Nullable Object pool() {
    PoolStats owner = stats;
    return owner == null || owner.isClosed() ? null : owner.pool();
  }

  /** Returns what has changed: nothing if it has this size already. */
  List<SettingChange> resize(int size, String why) throws ReflectiveOperationException {
    Object pool = pool();
    List<SettingChange> changes = pool == null ? Collections.emptyList() : changes(size, why);
    if (pool == null || changes.isEmpty()) {
      return changes;
    }
    PoolLimits limits = product.limits();
    if (limits == null) {
      throw new UnsupportedOperationException(
          product.name() + " keeps the size that it was made with");
    }
    limits.resize(pool, size, idleOf(size));
    given = size;
    givenIdle = idleOf(size);
    reporter.resized(changes);
    return changes;
  }

  List<SettingChange> changes(int size, String why) {
    List<SettingChange> changes = new ArrayList<>();
    int idle = idleOf(size);
    if (size != given) {
      changes.add(change(PoolSetting.MAX_SIZE, given, size, why));
    }
    if (idle != givenIdle) {
      String reason = size == given ? why : "follows pool.max-size";
      changes.add(change(PoolSetting.MIN_IDLE, givenIdle, idle, reason));
    }
    return changes;
  }

  static SettingChange change(PoolSetting setting, long before, long after, String why) {
    return new SettingChange(
        setting.option().key(), setting.show(before), setting.show(after), why);
  }
}
