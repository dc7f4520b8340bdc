package io.tripmeter.pool.dbcp;

import io.tripmeter.pool.BeanProperty;
import io.tripmeter.pool.PoolProperty;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** A value of a BasicDataSource or GenericObjectPool: both have the same getters and setters. */
abstract class Dbcp2Property implements PoolProperty {
  /** Nothing is done about idle connections unless the pool's evictor runs; it does not by default. */
  private static final long EVICTOR_MILLIS = 30_000;

  private static final String INTERVAL = "TimeBetweenEvictionRunsMillis";

  private final BeanProperty bean;

  private Dbcp2Property(BeanProperty bean) {
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
    return value(config);
  }

  @Override
  public void write(Object config, long value) throws ReflectiveOperationException {
    set(config, value);
  }

  @Override
  public boolean isDefault(Object config, long value) throws ReflectiveOperationException {
    return bean.isDefault(config, value);
  }

  static boolean isEvicting(Object config) throws ReflectiveOperationException {
    return ReflectiveAccess.of(config).number("get" + INTERVAL) > 0;
  }

  /** Has the evictor run. It closes nothing that it would not have closed before. */
  private static void evict(Object config, long interval) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    if (!isEvicting(config)) {
      access.call("setMinEvictableIdleTimeMillis", -1L);
      access.call("set" + INTERVAL, interval);
    }
  }

  /** {@code maxTotal}; negative is none. The sizes below it follow: the pool would close what is above {@code maxIdle}, 8 by default. */
  static final class Maximum extends Dbcp2Property {
    Maximum() {
      super(BeanProperty.ofInt("MaxTotal", 8));
    }

    @Override
    public @Nullable Long read(Object config) throws ReflectiveOperationException {
      Long value = value(config);
      return value != null && value < 0 ? Long.valueOf(Integer.MAX_VALUE) : value;
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      ReflectiveAccess access = ReflectiveAccess.of(config);
      int maxIdle = access.number("getMaxIdle");
      if (maxIdle > value || maxIdle == access.number("getMaxTotal")) {
        access.call("setMaxIdle", (int) value);
      }
      if (access.has("getInitialSize") && access.number("getInitialSize") > value) {
        access.call("setInitialSize", (int) value);
      }
      set(config, value);
    }
  }

  /** {@code minIdle}, which the evictor opens. */
  static final class Minimum extends Dbcp2Property {
    Minimum() {
      super(BeanProperty.ofInt("MinIdle", 0));
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      Long before = value(config);
      set(config, value);
      if (before != null && value > before) {
        evict(config, EVICTOR_MILLIS);
      }
    }
  }

  /** A time of which a negative one is none. */
  static final class Time extends Dbcp2Property {
    Time(String name) {
      super(BeanProperty.ofLong(name, 0));
    }

    @Override
    public @Nullable Long read(Object config) throws ReflectiveOperationException {
      Long value = value(config);
      return value == null ? null : Long.valueOf(Math.max(0, value));
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      set(config, value == 0 ? -1 : value);
    }
  }

  /** {@code minEvictableIdleTimeMillis}, after which the evictor closes what is idle. */
  static final class IdleTimeout extends Dbcp2Property {
    IdleTimeout() {
      super(BeanProperty.ofLong("MinEvictableIdleTimeMillis", 0, 1_800_000));
    }

    @Override
    public @Nullable Long read(Object config) throws ReflectiveOperationException {
      Long value = value(config);
      return value == null ? null : Long.valueOf(isEvicting(config) ? Math.max(0, value) : 0);
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      if (value > 0) {
        evict(config, EVICTOR_MILLIS);
      }
      set(config, value == 0 ? -1 : value);
    }
  }

  /** The interval at which the evictor tests idle connections: all of them, and not three a time. */
  static final class Keepalive extends Dbcp2Property {
    private static final int ALL = -1;

    private static final int DEFAULT_TESTS = 3;

    Keepalive() {
      super(BeanProperty.ofLong(INTERVAL, 0));
    }

    @Override
    public @Nullable Long read(Object config) throws ReflectiveOperationException {
      Long value = value(config);
      boolean isTesting = Boolean.TRUE.equals(ReflectiveAccess.of(config).call("getTestWhileIdle"));
      return value == null ? null : Long.valueOf(isTesting ? Math.max(0, value) : 0);
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      ReflectiveAccess access = ReflectiveAccess.of(config);
      access.call("setTestWhileIdle", value > 0);
      if (value > 0) {
        evict(config, value);
        set(config, value);
        if (access.number("getNumTestsPerEvictionRun") == DEFAULT_TESTS) {
          access.call("setNumTestsPerEvictionRun", ALL);
        }
      }
    }
  }
}
