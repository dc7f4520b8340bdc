package io.tripmeter.pool.ucp;

import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolNumbers;
import io.tripmeter.pool.PoolProperties;
import io.tripmeter.pool.PoolSetting;
import io.tripmeter.pool.Target;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** A UniversalConnectionPool that is not started yet. Durations are in seconds. The minimum is 0 by default, and 1 in 23. */
final class UcpConfiguration implements PoolConfiguration {
  /** A connection that has been open for as long is closed when it comes back. */
  private static final String LIFETIME = "MaxConnectionReuseTime";

  private static final PoolProperties PROPERTIES = new PoolProperties()
      .with(PoolSetting.MAX_SIZE, new UcpProperty("MaxPoolSize", 1, Integer.MAX_VALUE))
      .with(PoolSetting.MIN_IDLE, new UcpProperty("MinPoolSize", 1, 0, 1))
      .with(PoolSetting.MAX_LIFETIME, UcpProperty.ofSeconds(LIFETIME, 0))
      .with(PoolSetting.IDLE_TIMEOUT, UcpProperty.ofSeconds("InactiveConnectionTimeout", 0))
      .with(PoolSetting.CONNECTION_TIMEOUT, UcpProperty.ofSeconds("ConnectionWaitTimeout", 3));

  /** What a pool is called that nobody has named: a number and the identity of a class in this JVM. */
  private static final String UNNAMED = "UniversalConnectionPool(";

  @Override
  public PoolProperties properties() {
    return PROPERTIES;
  }

  @Override
  public String poolName(Object config) throws ReflectiveOperationException {
    String name = String.valueOf(ReflectiveAccess.of(config).call("getName"));
    return name.startsWith(UNNAMED) ? PoolNumbers.name("ucp", config) : name;
  }

  /** A pool that is started already does nothing, or fails. */
  @Override
  public Target target(Object config) throws ReflectiveOperationException {
    Object state = ReflectiveAccess.of(config).get("getLifeCycleState");
    ReflectiveAccess adapter = ReflectiveAccess.of(Ucp.adapter(config));
    if (state.toString().equals("Running") || state.toString().equals("Starting")) {
      return Target.OTHER;
    }
    return adapter.has("getDataSource")
        ? Target.ofDataSource(adapter.get("getDataSource").getClass())
        : Target.ofUrl(url(adapter));
  }

  /** A data source tells only when it is first asked. */
  @Override
  public @Nullable String server(Object config) throws ReflectiveOperationException {
    ReflectiveAccess adapter = ReflectiveAccess.of(Ucp.adapter(config));
    return adapter.has("getDataSource") ? null : url(adapter);
  }

  private static @Nullable String url(ReflectiveAccess adapter)
      throws ReflectiveOperationException {
    return adapter.has("getUrl") ? (String) adapter.call("getUrl") : null;
  }

  /** Only an application's ConnectionInitializationCallback could run one. */
  @Override
  public @Nullable String initSql(Object config) {
    return null;
  }
}
