package io.tripmeter.pool.c3p0;

import io.tripmeter.pool.PoolProperty;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A number, as the manager reads it for the data source's own user. */
class C3p0Property implements PoolProperty {
  private static final long MILLIS = 1000;

  private final String name;
  private final long unit;
  private final long initially;

  C3p0Property(String name, long initially) {
    this(name, initially, 1);
  }

  private C3p0Property(String name, long initially, long unit) {
    this.name = name;
    this.initially = initially;
    this.unit = unit;
  }

  /** A duration that c3p0 counts in seconds. */
  static C3p0Property ofSeconds(String name) {
    return new C3p0Property(name, 0, MILLIS);
  }

  @Override
  public @Nullable Long read(Object manager) throws ReflectiveOperationException {
    Object value = value(manager, name);
    return value == null ? null : Long.valueOf(value.toString().trim()) * unit;
  }

  final long number(Object manager) throws ReflectiveOperationException {
    Long value = read(manager);
    return value == null ? initially : value;
  }

  /** Null if neither overrides nor the ConnectionPoolDataSource have it. */
  static @Nullable Object value(Object manager, String name) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(manager);
    Object user = access.part("defaultAuth").call("getUser");
    return access.call("getObject", name, user);
  }

  /** Full units, never shorter than asked for: 0 would be no limit. */
  @Override
  public void write(Object manager, long value) throws ReflectiveOperationException {
    long number = (value + unit - 1) / unit;
    ReflectiveAccess source = ReflectiveAccess.of(C3p0Configuration.source(manager));
    String bean = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    Object before = source.call("get" + bean);
    if (before == null || !before.toString().equals(String.valueOf(value(manager, name)))) {
      throw new IllegalAccessException(name + " is overridden");
    }
    source.call("set" + bean, (int) number);
  }

  @Override
  public final boolean isDefault(Object manager, long value) {
    return value == initially;
  }
}
