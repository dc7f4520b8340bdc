package io.tripmeter.pool.c3p0;

import io.tripmeter.pool.PoolProperty;
import org.jspecify.annotations.Nullable;

/** After which time idle connections above the minimum are closed: their own time, or that of all, whichever is shorter. */
final class C3p0IdleTime implements PoolProperty {
  private static final C3p0Property EXCESS = C3p0Property.ofSeconds("maxIdleTimeExcessConnections");
  private static final C3p0Property ALL = C3p0Property.ofSeconds("maxIdleTime");

  @Override
  public @Nullable Long read(Object manager) throws ReflectiveOperationException {
    long excess = EXCESS.number(manager);
    long all = ALL.number(manager);
    return excess > 0 && all > 0 ? Math.min(excess, all) : Math.max(excess, all);
  }

  @Override
  public void write(Object manager, long value) throws ReflectiveOperationException {
    EXCESS.write(manager, value);
    long all = ALL.number(manager);
    if (all > 0 && (value == 0 || all < value)) {
      ALL.write(manager, value);
    }
  }

  @Override
  public boolean isDefault(Object manager, long value) {
    return value == 0;
  }
}
