package io.tripmeter.pool.ucp;

import io.tripmeter.pool.PoolProperty;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** A number of a UniversalConnectionPool. */
final class UcpProperty implements PoolProperty {
  private static final int MILLIS = 1000;

  private final String name;
  private final long unit;
  private final long[] defaults;

  UcpProperty(String name, long unit, long... defaults) {
    this.name = name;
    this.unit = unit;
    this.defaults = defaults;
  }

  static UcpProperty ofSeconds(String name, long initially) {
    return new UcpProperty(name, MILLIS, initially * MILLIS);
  }

  @Override
  public @Nullable Long read(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    Object value = access.has("get" + name) ? access.call("get" + name) : null;
    return value == null ? null : ((Number) value).longValue() * unit;
  }

  /** Full units, never shorter than asked for: 0 would be no limit. A pool opens its initial connections without a look at its maximum. */
  @Override
  public void write(Object pool, long value) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    access.call("set" + name, (int) ((value + unit - 1) / unit));
    if (name.equals("MaxPoolSize") && access.number("getInitialPoolSize") > value) {
      access.call("setInitialPoolSize", (int) value);
    }
  }

  @Override
  public boolean isDefault(Object pool, long value) {
    for (long each : defaults) {
      if (each == value) {
        return true;
      }
    }
    return false;
  }
}
