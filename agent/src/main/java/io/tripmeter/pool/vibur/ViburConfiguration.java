package io.tripmeter.pool.vibur;

import io.tripmeter.pgjdbc.DriverDataSource;
import io.tripmeter.pool.BeanProperty;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolProperties;
import io.tripmeter.pool.PoolSetting;
import io.tripmeter.pool.Target;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** ViburConfig, which the data source extends. The defaults are those of 22 and later, and of the versions before. */
final class ViburConfiguration implements PoolConfiguration {
  /** The pool is never reduced below its initial size. It has no times for the life and the idleness of its connections. */
  private static final PoolProperties PROPERTIES = new PoolProperties()
      .with(PoolSetting.MAX_SIZE, BeanProperty.ofInt("PoolMaxSize", 50, 100))
      .with(PoolSetting.MIN_IDLE, BeanProperty.ofInt("PoolInitialSize", 5, 10))
      .with(
          PoolSetting.CONNECTION_TIMEOUT,
          BeanProperty.ofLong("ConnectionTimeoutInMs", 15_000, 30_000));

  @Override
  public PoolProperties properties() {
    return PROPERTIES;
  }

  /** One that nobody has named is {@code p1}, {@code p2}, ... in its own log, too. */
  @Override
  public String poolName(Object config) throws ReflectiveOperationException {
    return String.valueOf(ReflectiveAccess.of(config).call("getName"));
  }

  @Override
  public Target target(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    Object source = access.call("getExternalDataSource");
    return source != null
        ? Target.ofDataSource(source.getClass())
        : Target.ofUrl((String) access.call("getJdbcUrl"));
  }

  @Override
  public @Nullable String server(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    Object source = access.call("getExternalDataSource");
    return source != null
        ? DriverDataSource.server(source, null)
        : (String) access.call("getJdbcUrl");
  }

  @Override
  public @Nullable String initSql(Object config) throws ReflectiveOperationException {
    return (String) ReflectiveAccess.of(config).call("getInitSQL");
  }
}
