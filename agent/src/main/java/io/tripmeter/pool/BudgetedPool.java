package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.SettingChange;
import java.util.ArrayList;
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

  /** Of an operator; null if none says it. */
  private @Nullable String minIdleSource;

  private @Nullable Resize decided;
  private boolean isBeingResized;

  /** What the pool said last, -1 if it does not tell. It may say another number than it was given. */
  private int seenIdle = -1;

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
    Object pool = pool();
    seenIdle = pool == null ? -1 : product.gauges().minIdle(pool);
  }

  void createdWith(int size) {
    given = size;
    givenIdle = idleOf(size);
  }

  void stands(PoolStats owner) {
    stats = owner;
    Object pool = pool();
    seenIdle = pool == null ? -1 : product.gauges().minIdle(pool);
  }

  /** Whether its size can become an operator's, or again the application's if the operator has none. */
  boolean canBe(int max) {
    return product.limits() != null && (max > 0 || applicationsMax > 0);
  }

  /**
   * An operator says what it shall hold. As when the pool is made, the idle connections follow a maximum that they were equal to.
   */
  void want(WantedSize size) {
    if (!size.keepsMax) {
      wanted = size.max > 0 ? size.max : applicationsMax;
    }
    boolean isAll = applicationsIdle < 0 || applicationsIdle == applicationsMax;
    int applications = keepsNone ? 0 : isAll ? wanted : applicationsIdle;
    wantedIdle = size.minIdle >= 0 ? size.minIdle : applications;
    minIdleSource = size.minIdleSource;
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
    if (pool == null || max <= 0 || isBeingResized) {
      return max > 0;
    }
    if (max != given) {
      wanted = max;
      given = max;
      givenIdle = idleOf(max);
      applicationsMax = max;
    }
    int minIdle = product.gauges().minIdle(pool);
    if (minIdle != seenIdle && minIdle >= 0 && seenIdle >= 0) {
      wantedIdle = minIdle;
      givenIdle = minIdle;
      applicationsIdle = minIdle;
      minIdleSource = null;
      keepsNone = false;
    }
    seenIdle = minIdle;
    return true;
  }

  private @Nullable Object pool() {
    PoolStats owner = stats;
    return owner == null || owner.isClosed() ? null : owner.pool();
  }

  /** The last one decided counts. */
  void decide(Resize resize) {
    decided = resize;
  }

  /** Null if there is nothing to do, or another thread is at it, which will find what was decided meanwhile. */
  Resize.@Nullable Begun begin() {
    Resize next = decided;
    Object pool = pool();
    if (isBeingResized || next == null) {
      return null;
    }
    decided = null;
    List<SettingChange> changes = changes(next.size, next.why);
    if (pool == null || changes.isEmpty()) {
      return null;
    }
    isBeingResized = true;
    return new Resize.Begun(next, pool, idleOf(next.size), changes);
  }

  /** Without the monitor of the {@link Budgets}: the pool may close connections. */
  void carryOut(Resize.Begun begun) throws ReflectiveOperationException {
    PoolLimits limits = product.limits();
    if (limits == null) {
      throw new UnsupportedOperationException(
          product.name() + " keeps the size that it was made with");
    }
    limits.resize(begun.pool, begun.resize.size, begun.minIdle);
    reporter.resized(begun.changes);
  }

  /** A resize may have failed half-way: what the pool has now is not the application's own. */
  void end(Resize.Begun begun, boolean isDone) {
    isBeingResized = false;
    int max = product.gauges().max(begun.pool);
    seenIdle = product.gauges().minIdle(begun.pool);
    given = max > 0 ? max : given;
    if (isDone) {
      givenIdle = begun.minIdle;
    } else if (seenIdle >= 0) {
      givenIdle = seenIdle;
    }
  }

  List<SettingChange> changes(int size, String why) {
    List<SettingChange> changes = new ArrayList<>();
    int idle = idleOf(size);
    if (size != given) {
      changes.add(change(PoolSetting.MAX_SIZE, given, size, why));
    }
    if (idle != givenIdle) {
      String reason = size == given ? WantedSize.APPLICATIONS : "follows pool.max-size";
      if (minIdleSource != null && idle == wantedIdle) {
        reason = minIdleSource;
      }
      changes.add(change(PoolSetting.MIN_IDLE, givenIdle, idle, reason));
    }
    return changes;
  }

  static SettingChange change(PoolSetting setting, long before, long after, String why) {
    return new SettingChange(
        setting.option().key(), setting.show(before), setting.show(after), why);
  }
}
