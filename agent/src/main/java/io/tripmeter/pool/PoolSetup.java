package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes to one pool: in its configuration while that is not in use yet, and in the pool when it stands. */
final class PoolSetup {
  private final PoolProduct product;
  private final Settings settings;
  private final Budgets budgets;
  private volatile @Nullable BudgetedPool budgeted;
  private volatile boolean keepsNone;

  PoolSetup(PoolProduct product, Settings settings, Budgets budgets) {
    this.product = product;
    this.settings = settings;
    this.budgets = budgets;
  }

  List<SettingChange> configure(String name, PoolReporter reporter, Object config)
      throws ReflectiveOperationException {
    List<SettingChange> changes = new ArrayList<>();
    PoolProperties properties = product.configuration().properties();
    Long max = properties.read(config, PoolSetting.MAX_SIZE);
    Long minIdle = properties.read(config, PoolSetting.MIN_IDLE);
    Rewrite rewrite = new Rewrite(product, settings, changes);
    rewrite.apply(config);
    BudgetedPool sized = budgets.creating(product, name, reporter, config, changes);
    sized.setApplications(max, minIdle);
    budgeted = sized;
    keepsNone = ScaleToZero.apply(product, settings, rewrite, config);
    if (settings.adviseOnly()) {
      new AdvisedChanges(product, settings).add(config, changes);
    }
    return changes;
  }

  /** Null if the pool is not to be warmed up. */
  @Nullable
  WarmUp warmUp(WarmUp.Listener listener, Object config) throws ReflectiveOperationException {
    PoolFilling filling = product.filling();
    int target = settings.adviseOnly() ? 0 : WarmUpTarget.of(product, settings, config);
    int parallelism = settings.integer(Option.WARMUP_PARALLELISM);
    if (target <= 0) {
      return null;
    }
    if (filling instanceof CreationFilling) {
      return new CreationWarmUp((CreationFilling) filling, listener, config, target, parallelism);
    }
    if (filling instanceof SelfFilling) {
      SelfFilling itself = (SelfFilling) filling;
      int added = Math.max(0, target - itself.initialSize(config));
      boolean isTaken = itself.setInitialSize(config, target);
      if (!isTaken) {
        return null;
      }
      return filling instanceof SharedFilling
          ? new SharedWarmUp((SharedFilling) filling, listener, target, added, parallelism)
          : new SelfWarmUp(listener, target, added, parallelism);
    }
    return filling instanceof EntryFilling
        ? new EntryWarmUp((EntryFilling) filling, listener, target, parallelism)
        : null;
  }

  /** The pool stands. */
  void finish(Object pool, PoolStats owner) throws ReflectiveOperationException {
    boolean isToValidate =
        settings.text(Option.POOL_VALIDATION).equals("borrow") && !settings.adviseOnly();
    if (isToValidate && !product.validateAlways(pool)) {
      Log.warn("this version of the pool has no such setting; left alone")
          .field("product", product.name())
          .field("key", Option.POOL_VALIDATION.key())
          .write();
    }
    BudgetedPool sized = budgeted;
    PoolLimits limits = product.limits();
    if (sized != null) {
      sized.stands(owner);
    }
    if (keepsNone && sized != null && limits != null) {
      limits.resize(pool, product.gauges().max(pool), 0);
      sized.keepsNone();
    }
  }

  /** The pool stands, and its settings have changed. What cannot be changed in a pool that stands is only said. */
  void follow(Settings before, String name) {
    BudgetedPool sized = budgeted;
    boolean adviseEnds = before.adviseOnly() && !settings.adviseOnly();
    boolean resizes = false;
    List<String> later = new ArrayList<>();
    for (PoolSetting each : PoolSetting.values()) {
      Option option = each.option();
      boolean isChanged = isChanged(before, option);
      // What was said, or taken back, while nothing could be changed.
      boolean isNowApplied = each.isSize() && adviseEnds;
      if (!isChanged && !isNowApplied) {
        continue;
      }
      if (each.isSize() && sized != null && sized.canBe(settings.integer(Option.POOL_MAX_SIZE))) {
        resizes = true;
      } else if (isChanged || settings.isExplicit(option)) {
        later.add(option.key());
      }
    }
    if (startsOrEndsToBorrow(before)) {
      later.add(Option.POOL_VALIDATION.key());
    }
    if (sized != null && resizes) {
      boolean keepsMax = !adviseEnds && !isChanged(before, Option.POOL_MAX_SIZE);
      budgets.want(sized, new WantedSize(settings, keepsMax));
    }
    if (!later.isEmpty()) {
      Log.info("pool setting counts for pools created from now on, this one keeps what it has")
          .pool(name)
          .field("product", product.name())
          .field("keys", String.join(", ", later))
          .write();
    }
  }

  private boolean isChanged(Settings before, Option option) {
    return !before.shown(option).equals(settings.shown(option));
  }

  /** The pool was told to validate always, or was not, when it was made. */
  private boolean startsOrEndsToBorrow(Settings before) {
    String was = before.text(Option.POOL_VALIDATION);
    String is = settings.text(Option.POOL_VALIDATION);
    return !was.equals(is) && (was.equals("borrow") || is.equals("borrow"));
  }

  /** The pool stands and its first connection has been asked. */
  void checkBudget(@Nullable PoolStats owner, PoolSessions sessions) {
    StartupPlan opened = sessions.plan();
    BudgetedPool sized = budgeted;
    if (opened != null && owner != null && sized != null) {
      budgets.created(sized, owner, opened.endpoint(), sessions.admitted());
    }
  }
}
