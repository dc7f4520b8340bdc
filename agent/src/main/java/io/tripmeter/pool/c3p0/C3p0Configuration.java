package io.tripmeter.pool.c3p0;

import io.tripmeter.pgjdbc.DriverDataSource;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolNumbers;
import io.tripmeter.pool.PoolProperties;
import io.tripmeter.pool.PoolSetting;
import io.tripmeter.pool.Target;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/**
 * A C3P0PooledConnectionPoolManager, which makes a data source's pools. It reads each value from its overrides, else from the
 * ConnectionPoolDataSource that the data source has.
 */
final class C3p0Configuration implements PoolConfiguration {
  static final C3p0Property MAX_SIZE = new C3p0Maximum();
  static final C3p0Property MIN_SIZE = new C3p0Property("minPoolSize", 3);
  static final C3p0Property INITIAL_SIZE = new C3p0Property("initialPoolSize", 3);

  private static final PoolProperties PROPERTIES = new PoolProperties()
      .with(PoolSetting.MAX_SIZE, MAX_SIZE)
      .with(PoolSetting.MIN_IDLE, MIN_SIZE)
      .with(PoolSetting.MAX_LIFETIME, C3p0Property.ofSeconds("maxConnectionAge"))
      .with(PoolSetting.IDLE_TIMEOUT, new C3p0IdleTime())
      .with(PoolSetting.KEEPALIVE, C3p0Property.ofSeconds("idleConnectionTestPeriod"))
      .with(PoolSetting.CONNECTION_TIMEOUT, new C3p0Property("checkoutTimeout", 0));

  @Override
  public PoolProperties properties() {
    return PROPERTIES;
  }

  /** The ConnectionPoolDataSource: c3p0's own around another data source, or an application's. */
  static Object source(Object manager) throws ReflectiveOperationException {
    Object source = ReflectiveAccess.of(manager).field("cpds");
    if (source == null) {
      throw new NoSuchFieldException("C3P0PooledConnectionPoolManager.cpds is null");
    }
    return source;
  }

  @Override
  public String poolName(Object config) throws ReflectiveOperationException {
    ReflectiveAccess manager = ReflectiveAccess.of(config);
    Object name = manager.field("parentDataSourceName");
    return name == null || name.equals(manager.field("parentDataSourceIdentityToken"))
        ? PoolNumbers.name("c3p0", source(config))
        : name.toString();
  }

  /** The data source that c3p0's own asks for connections. */
  private static Object asked(Object config) throws ReflectiveOperationException {
    Object source = source(config);
    ReflectiveAccess access = ReflectiveAccess.of(source);
    Object nested = access.has("getNestedDataSource") ? access.call("getNestedDataSource") : null;
    return nested == null ? source : nested;
  }

  @Override
  public Target target(Object config) throws ReflectiveOperationException {
    Object asked = asked(config);
    Target target = Target.ofDataSource(asked.getClass());
    return target == Target.UNKNOWN ? Target.ofUrl(url(asked)) : target;
  }

  @Override
  public @Nullable String server(Object config) throws ReflectiveOperationException {
    Object asked = asked(config);
    String url = url(asked);
    return url == null ? DriverDataSource.server(asked, null) : url;
  }

  /** Of c3p0's own data source, which asks a driver. */
  private static @Nullable String url(Object asked) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(asked);
    return access.has("getJdbcUrl") ? (String) access.call("getJdbcUrl") : null;
  }

  /** Only an application's ConnectionCustomizer could run one. */
  @Override
  public @Nullable String initSql(Object config) {
    return null;
  }
}
