package io.tripmeter.pool.agroal;

import io.tripmeter.pool.PoolProperty;
import io.tripmeter.reflect.ReflectiveAccess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One value of AgroalConnectionPoolConfiguration, under one name there and in its supplier. */
abstract class AgroalProperty implements PoolProperty {
  private final String name;
  private final long[] defaults;

  private AgroalProperty(String name, long[] defaults) {
    this.name = name;
    this.defaults = defaults;
  }

  final @Nullable Object value(Object config) throws ReflectiveOperationException {
    return ReflectiveAccess.of(config).call(name);
  }

  @Override
  public final boolean isDefault(Object config, long value) {
    for (long each : defaults) {
      if (each == value) {
        return true;
      }
    }
    return false;
  }

  final void set(Object config, Object value) throws ReflectiveOperationException {
    AgroalSettings.set(config, name, value);
  }

  /** A number of connections. */
  static final class Size extends AgroalProperty {
    private final String setter;

    Size(String name, String setter, long... defaults) {
      super(name, defaults);
      this.setter = setter;
    }

    @Override
    public @Nullable Long read(Object config) throws ReflectiveOperationException {
      Object value = value(config);
      return value == null ? null : ((Number) value).longValue();
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      ReflectiveAccess access = ReflectiveAccess.of(config);
      boolean isMaximum = setter.equals("setMaxSize");
      if (isMaximum && access.number("initialSize") > value) {
        // A pool opens its initial connections without a look at its maximum.
        AgroalSettings.set(config, "initialSize", (int) value);
      }
      boolean isRefused =
          isMaximum ? access.number("minSize") > value : value > access.number("maxSize");
      if (isRefused) {
        // By the setter; in a moment the minimum is made to fit.
        set(config, (int) value);
      } else {
        access.call(setter, (int) value);
      }
    }
  }

  /** A duration. */
  static class Time extends AgroalProperty {
    Time(String name, long... defaults) {
      super(name, defaults);
    }

    @Override
    public final @Nullable Long read(Object config) throws ReflectiveOperationException {
      Object value = value(config);
      return value == null ? null : ((Duration) value).toMillis();
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      set(config, Duration.ofMillis(value));
    }
  }

  /** The interval at which a thread of the pool validates idle connections. */
  static final class Keepalive extends Time {
    Keepalive(long... defaults) {
      super("validationTimeout", defaults);
    }

    @Override
    public void write(Object config, long value) throws ReflectiveOperationException {
      super.write(config, value);
      if (value > 0) {
        AgroalSettings.validate(config);
      }
    }
  }
}
