package io.tripmeter.pool.druid;

import io.tripmeter.pool.BeanProperty;
import io.tripmeter.pool.InitStatements;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolNumbers;
import io.tripmeter.pool.PoolProperties;
import io.tripmeter.pool.PoolSetting;
import io.tripmeter.pool.Target;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** A DruidDataSource. */
final class DruidConfiguration implements PoolConfiguration {
  private static final PoolProperties PROPERTIES = new PoolProperties()
      .with(PoolSetting.MAX_SIZE, new DruidProperty.Maximum())
      .with(PoolSetting.MIN_IDLE, BeanProperty.ofInt("MinIdle", 0))
      .with(PoolSetting.MAX_LIFETIME, new DruidProperty.Lifetime())
      .with(PoolSetting.IDLE_TIMEOUT, new DruidProperty.IdleTimeout())
      .with(PoolSetting.KEEPALIVE, new DruidProperty.Keepalive())
      .with(PoolSetting.CONNECTION_TIMEOUT, new DruidProperty.Wait());

  @Override
  public PoolProperties properties() {
    return PROPERTIES;
  }

  /** One without a name says that it is called after the identity of its object, which is another in each JVM. */
  @Override
  public String poolName(Object config) throws ReflectiveOperationException {
    String name = (String) ReflectiveAccess.of(config).get("getName");
    return name.equals("DataSource-" + System.identityHashCode(config))
        ? PoolNumbers.name("druid", config)
        : name;
  }

  @Override
  public Target target(Object config) throws ReflectiveOperationException {
    return Target.ofUrl(server(config));
  }

  @Override
  public @Nullable String server(Object config) throws ReflectiveOperationException {
    return (String) ReflectiveAccess.of(config).call("getUrl");
  }

  @Override
  public @Nullable String initSql(Object config) throws ReflectiveOperationException {
    return InitStatements.of(config);
  }

  /** By a callback, which Druid asks for each connection. */
  @Override
  public boolean givesOwnCredentials(Object config, @Nullable String user)
      throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    return access.call("getUserCallback") != null || access.call("getPasswordCallback") != null;
  }
}
