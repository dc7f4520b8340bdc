package io.tripmeter.pool;

import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** A setting with a getter and a setter. */
public class BeanProperty implements PoolProperty {
  /** The type of getter and setter. */
  public enum Unit {
    INT,
    LONG
  }

  private final String name;
  private final Unit unit;
  private final long[] defaults;

  /** @param name as in its getter, after {@code get} */
  public BeanProperty(String name, Unit unit, long... defaults) {
    this.name = name;
    this.unit = unit;
    this.defaults = defaults;
  }

  public static BeanProperty ofInt(String name, long... defaults) {
    return new BeanProperty(name, Unit.INT, defaults);
  }

  public static BeanProperty ofLong(String name, long... defaults) {
    return new BeanProperty(name, Unit.LONG, defaults);
  }

  @Override
  public final @Nullable Long read(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    Object value = access.has("get" + name) ? access.call("get" + name) : null;
    return value == null ? null : ((Number) value).longValue();
  }

  @Override
  public final void write(Object config, long value) throws ReflectiveOperationException {
    ReflectiveAccess.of(config)
        .call("set" + name, unit == Unit.INT ? (Object) (int) value : (Object) value);
  }

  @Override
  public boolean isDefault(Object config, long value) throws ReflectiveOperationException {
    for (long each : defaults) {
      if (each == value) {
        return true;
      }
    }
    return false;
  }
}
