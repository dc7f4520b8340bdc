package io.tripmeter.pool;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of one product's settings. A setting that is not in it is one that the product does not have. */
public final class PoolProperties {
  private final Map<PoolSetting, PoolProperty> table = new EnumMap<>(PoolSetting.class);

  public PoolProperties with(PoolSetting setting, PoolProperty property) {
    table.put(setting, property);
    return this;
  }

  /** Null if this version of the product does not have the setting. */
  @Nullable
  Long read(Object config, PoolSetting setting) throws ReflectiveOperationException {
    PoolProperty property = table.get(setting);
    return property == null ? null : property.read(config);
  }

  /** Of a setting that could be {@linkplain #read read}. */
  void write(Object config, PoolSetting setting, long value) throws ReflectiveOperationException {
    PoolProperty property = table.get(setting);
    if (property != null) {
      property.write(config, value);
    }
  }

  boolean isDefault(Object config, PoolSetting setting) throws ReflectiveOperationException {
    Long value = read(config, setting);
    PoolProperty property = table.get(setting);
    return value == null || property == null || property.isDefault(config, value);
  }
}
