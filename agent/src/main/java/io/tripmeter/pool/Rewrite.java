package io.tripmeter.pool;

import io.tripmeter.config.Settings;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes a pool's configuration as the operator says, before the pool uses it. A setting that nobody asked for stays as it is. */
final class Rewrite {
  private final String product;
  private final PoolProperties properties;
  private final Settings settings;
  private final List<SettingChange> changes;

  /** As they were before the operator's values were written, of those that were. */
  private final Map<PoolSetting, Long> before = new EnumMap<>(PoolSetting.class);

  private final Set<PoolSetting> applications = EnumSet.noneOf(PoolSetting.class);

  Rewrite(PoolProduct product, Settings settings, List<SettingChange> changes) {
    this.product = product.name();
    properties = product.configuration().properties();
    this.settings = settings;
    this.changes = changes;
  }

  void apply(Object config) throws ReflectiveOperationException {
    for (PoolSetting setting : PoolSetting.values()) {
      if (!properties.isDefault(config, setting)) {
        applications.add(setting);
      }
    }
    for (PoolSetting setting : PoolSetting.values()) {
      if (settings.isExplicit(setting.option())) {
        apply(config, setting, wanted(setting));
      }
    }
    keepMinimumBelowMaximum(config);
  }

  private long wanted(PoolSetting setting) {
    return setting.isSize()
        ? settings.integer(setting.option())
        : settings.duration(setting.option());
  }

  private void apply(Object config, PoolSetting setting, long wanted)
      throws ReflectiveOperationException {
    Long found = properties.read(config, setting);
    String key = setting.option().key();
    if (found == null) {
      Log.warn("this version of the pool has no such setting; left alone")
          .field("product", product)
          .field("key", key)
          .write();
      return;
    }
    String reason = settings.source(setting.option());
    if (!settings.adviseOnly()) {
      try {
        properties.write(config, setting, wanted);
      } catch (ReflectiveOperationException refused) {
        Log.warn("pool rejected the value; keeping its current one")
            .field("key", key)
            .field("value", wanted)
            .error(ReflectiveAccess.cause(refused))
            .write();
        return;
      }
    }
    before.put(setting, found);
    changes.add(new SettingChange(key, setting.show(found), setting.show(wanted), reason));
  }

  /** A change that nobody asked for, and that neither operator nor application has ruled out by a value of their own. */
  void byItself(Object config, PoolSetting setting, long wanted, String why)
      throws ReflectiveOperationException {
    if (announced(config, setting, wanted, why) && !settings.adviseOnly()) {
      properties.write(config, setting, wanted);
    }
  }

  /** Such a change that the caller makes later; false if there is nothing to change. */
  boolean announced(Object config, PoolSetting setting, long wanted, String why)
      throws ReflectiveOperationException {
    Long found = properties.read(config, setting);
    if (found == null || found == wanted || settings.isExplicit(setting.option())) {
      return false;
    }
    boolean isApplications = isApplications(setting);
    changes.add(new SettingChange(
        setting.option().key(),
        setting.show(found),
        setting.show(isApplications ? found : wanted),
        isApplications ? "the application has set it" : why));
    return !isApplications;
  }

  /** Whether the application had set it before anything was changed. */
  boolean isApplications(PoolSetting setting) {
    return applications.contains(setting);
  }

  /** An operator who makes a pool smaller means its idle connections too. The minimum is never above the maximum. */
  private void keepMinimumBelowMaximum(Object config) throws ReflectiveOperationException {
    @Nullable Long max = properties.read(config, PoolSetting.MAX_SIZE);
    @Nullable Long minIdle = properties.read(config, PoolSetting.MIN_IDLE);
    boolean isOperators = settings.isExplicit(PoolSetting.MIN_IDLE.option());
    boolean isOurs = isOperators || settings.isExplicit(PoolSetting.MAX_SIZE.option());
    if (max == null || minIdle == null || settings.adviseOnly() || !isOurs) {
      return;
    }
    boolean followed =
        !isOperators && minIdle.equals(before.get(PoolSetting.MAX_SIZE)) && minIdle < max;
    if (minIdle > max || followed) {
      properties.write(config, PoolSetting.MIN_IDLE, max);
      changes.add(new SettingChange(
          PoolSetting.MIN_IDLE.option().key(),
          minIdle.toString(),
          max.toString(),
          "follows pool.max-size"));
    }
  }
}
