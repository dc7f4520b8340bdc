package io.tripmeter.pool.tomcat;

import io.tripmeter.pool.BeanProperty;
import io.tripmeter.pool.PoolProperty;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** The maximum size, and the sizes that the pool would otherwise lower to it with a warning of its own. */
final class TomcatMaximum implements PoolProperty {
  private static final BeanProperty ACTIVE = BeanProperty.ofInt("MaxActive", 100);

  @Override
  public @Nullable Long read(Object config) throws ReflectiveOperationException {
    return ACTIVE.read(config);
  }

  @Override
  public void write(Object config, long value) throws ReflectiveOperationException {
    ACTIVE.write(config, value);
    ReflectiveAccess access = ReflectiveAccess.of(config);
    if (access.number("getInitialSize") > value) {
      access.call("setInitialSize", (int) value);
    }
    if (access.number("getMaxIdle") > value) {
      access.call("setMaxIdle", (int) value);
    }
  }

  @Override
  public boolean isDefault(Object config, long value) throws ReflectiveOperationException {
    return ACTIVE.isDefault(config, value);
  }
}
