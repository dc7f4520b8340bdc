package io.tripmeter.pool.hikari;

import io.tripmeter.pgjdbc.DriverDataSource;
import io.tripmeter.pool.BeanProperty;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolProperties;
import io.tripmeter.pool.PoolSetting;
import io.tripmeter.pool.Target;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** HikariConfig. */
final class HikariConfiguration implements PoolConfiguration {
  private static final PoolProperties PROPERTIES = new PoolProperties()
      .with(PoolSetting.MAX_SIZE, BeanProperty.ofInt("MaximumPoolSize", 10, -1))
      .with(PoolSetting.MIN_IDLE, new MinimumIdle())
      .with(PoolSetting.MAX_LIFETIME, BeanProperty.ofLong("MaxLifetime", 1_800_000))
      .with(PoolSetting.IDLE_TIMEOUT, BeanProperty.ofLong("IdleTimeout", 600_000))
      .with(PoolSetting.KEEPALIVE, new KeepaliveTime())
      .with(PoolSetting.CONNECTION_TIMEOUT, BeanProperty.ofLong("ConnectionTimeout", 30_000));

  @Override
  public PoolProperties properties() {
    return PROPERTIES;
  }

  @Override
  public String poolName(Object config) throws ReflectiveOperationException {
    return String.valueOf(ReflectiveAccess.of(config).call("getPoolName"));
  }

  @Override
  public Target target(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    Object source = access.call("getDataSource");
    Object sourceClass = access.call("getDataSourceClassName");
    // PoolBase.initializeDataSource looks at them in this order, in all versions.
    if (source != null) {
      return Target.ofDataSource(source.getClass());
    }
    return sourceClass != null
        ? Target.ofDataSource(sourceClass.toString())
        : Target.ofUrl((String) access.call("getJdbcUrl"));
  }

  @Override
  public @Nullable String server(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    Object url = access.call("getJdbcUrl");
    return url != null
        ? url.toString()
        : DriverDataSource.server(
            access.call("getDataSource"), (Properties) access.call("getDataSourceProperties"));
  }

  @Override
  public @Nullable String initSql(Object config) throws ReflectiveOperationException {
    return (String) ReflectiveAccess.of(config).call("getConnectionInitSql");
  }

  /** By a provider of credentials (HikariCP 7), or by a driver around the driver, which opens connections as somebody else. */
  @Override
  public boolean givesOwnCredentials(Object config, @Nullable String user)
      throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    Object named = access.call("getUsername");
    Properties given = (Properties) access.call("getDataSourceProperties");
    return access.call("getJdbcUrl") != null
        && user != null
        && !user.equals(named)
        && (given == null || !user.equals(given.getProperty("user")));
  }

  /** PoolBase keeps the connection timeout in a field of its own, which HikariPool.getConnection() reads. */
  @Override
  public void reread(Object pool) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    Object timeout = access.part("config").call("getConnectionTimeout");
    if (timeout != null) {
      access.set("connectionTimeout", timeout);
    }
  }

  /** It is the maximum unless somebody sets it. */
  private static final class MinimumIdle extends BeanProperty {
    MinimumIdle() {
      super("MinimumIdle", Unit.INT);
    }

    @Override
    public boolean isDefault(Object config, long value) throws ReflectiveOperationException {
      return value < 0 || value == ReflectiveAccess.of(config).number("getMaximumPoolSize");
    }
  }

  /** It is off up to 6.1, two minutes since; where that cannot be read, the value counts as the application's. */
  private static final class KeepaliveTime extends BeanProperty {
    KeepaliveTime() {
      super("KeepaliveTime", Unit.LONG);
    }

    @Override
    public boolean isDefault(Object config, long value) throws ReflectiveOperationException {
      try {
        return Long.valueOf(value)
            .equals(ReflectiveAccess.of(config).field("DEFAULT_KEEPALIVE_TIME"));
      } catch (NoSuchFieldException unknown) {
        return false;
      }
    }
  }
}
