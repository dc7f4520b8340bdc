package io.tripmeter.pool.druid;

import io.tripmeter.pool.BeanProperty;
import io.tripmeter.pool.PoolProperty;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** A value of a DruidDataSource that has not opened connections yet. */
abstract class DruidProperty implements PoolProperty {
  private final BeanProperty bean;

  private DruidProperty(BeanProperty bean) {
    this.bean = bean;
  }

  final @Nullable Long value(Object config) throws ReflectiveOperationException {
    return bean.read(config);
  }

  final void set(Object config, long value) throws ReflectiveOperationException {
    bean.write(config, value);
  }

  @Override
  public @Nullable Long read(Object config) throws ReflectiveOperationException {
    Long value = value(config);
    return value == null ? null : Long.valueOf(Math.max(0, value));
  }

  @Override
  public boolean isDefault(Object config, long value) throws ReflectiveOperationException {
    return bean.isDefault(config, value);
  }

  /** {@code maxActive}. Druid would open more connections than that, if its initial size said so. */
  static final class Maximum extends DruidProperty {
    Maximum() {
      super(BeanProperty.ofInt("MaxActive", 8));
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      set(config, value);
      ReflectiveAccess access = ReflectiveAccess.of(config);
      if (access.number("getInitialSize") > value) {
        access.call("setInitialSize", (int) value);
      }
    }
  }

  /** {@code phyTimeoutMillis}; a negative one is none. */
  static final class Lifetime extends DruidProperty {
    Lifetime() {
      super(BeanProperty.ofLong("PhyTimeoutMillis", 0));
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      set(config, value == 0 ? -1 : value);
    }
  }

  /** {@code maxWait}, whose setter would replace the lock that Druid holds while it creates the pool. */
  static final class Wait extends DruidProperty {
    Wait() {
      super(BeanProperty.ofLong("MaxWait", 0));
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      ReflectiveAccess.of(config).set("maxWait", value == 0 ? -1 : value);
    }
  }

  /** {@code minEvictableIdleTimeMillis}, of connections above the minimum. That of all is never shorter. */
  static final class IdleTimeout extends DruidProperty {
    private static final long NEVER = Long.MAX_VALUE;

    IdleTimeout() {
      super(BeanProperty.ofLong("MinEvictableIdleTimeMillis", 1_800_000));
    }

    @Override
    public @Nullable Long read(Object config) throws ReflectiveOperationException {
      Long value = super.read(config);
      return value != null && value == NEVER ? Long.valueOf(0) : value;
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      long millis = value == 0 ? NEVER : value;
      ReflectiveAccess access = ReflectiveAccess.of(config);
      Object ofAll = access.get("getMaxEvictableIdleTimeMillis");
      if ((Long) ofAll < millis) {
        access.call("setMaxEvictableIdleTimeMillis", millis);
      }
      set(config, millis);
    }
  }

  /** {@code keepAliveBetweenTimeMillis}, if {@code keepAlive}. Versions that have only the latter have no such interval. */
  static final class Keepalive extends DruidProperty {
    Keepalive() {
      super(BeanProperty.ofLong("KeepAliveBetweenTimeMillis", 0));
    }

    @Override
    public @Nullable Long read(Object config) throws ReflectiveOperationException {
      Long value = super.read(config);
      boolean isOn = Boolean.TRUE.equals(ReflectiveAccess.of(config).call("isKeepAlive"));
      return value == null || isOn ? value : Long.valueOf(0);
    }

    /** Idle connections are looked at in intervals, which must be shorter. */
    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      ReflectiveAccess access = ReflectiveAccess.of(config);
      if (value > 0) {
        Object runs = access.get("getTimeBetweenEvictionRunsMillis");
        if ((Long) runs >= value) {
          access.call("setTimeBetweenEvictionRunsMillis", Math.max(1, value / 2));
        }
        set(config, value);
      }
      access.call("setKeepAlive", value > 0);
    }
  }
}
