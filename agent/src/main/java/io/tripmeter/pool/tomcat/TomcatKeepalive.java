package io.tripmeter.pool.tomcat;

import io.tripmeter.pool.PoolProperty;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** The interval at which the pool's sweeper validates idle connections. */
final class TomcatKeepalive implements PoolProperty {
  /** Dropwizard's, which switches the validation on. */
  private static final long DROPWIZARDS_MILLIS = 5000;

  @Override
  public @Nullable Long read(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    if (!TomcatConfiguration.canValidate(access)) {
      return null;
    }
    return Boolean.TRUE.equals(access.call("isTestWhileIdle"))
        ? access.number("getTimeBetweenEvictionRunsMillis")
        : 0L;
  }

  @Override
  public void write(Object config, long value) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    access.call("setTestWhileIdle", value > 0);
    if (value > 0) {
      access.call("setTimeBetweenEvictionRunsMillis", (int) value);
      Object interval = access.call("getValidationInterval");
      if (interval instanceof Long && (Long) interval >= value) {
        // The pool leaves out a validation that comes sooner after the one before.
        access.call("setValidationInterval", value / 2);
      }
    }
  }

  @Override
  public boolean isDefault(Object config, long value) {
    return value == 0 || value == DROPWIZARDS_MILLIS;
  }
}
