package io.tripmeter.pool.agroal;

import io.tripmeter.pgjdbc.DriverDataSource;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolProperties;
import io.tripmeter.pool.PoolSetting;
import io.tripmeter.pool.Target;
import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Driver;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** AgroalConnectionPoolConfiguration, and the one of the connection factory that is in it. */
final class AgroalConfiguration implements PoolConfiguration {
  /** Values that are Quarkus's defaults count as unset, too. */
  private static final PoolProperties PROPERTIES = new PoolProperties()
      .with(PoolSetting.MAX_SIZE, new AgroalProperty.Size("maxSize", "setMaxSize"))
      .with(PoolSetting.MIN_IDLE, new AgroalProperty.Size("minSize", "setMinSize", 0))
      .with(PoolSetting.MAX_LIFETIME, new AgroalProperty.Time("maxLifetime", 0))
      .with(PoolSetting.IDLE_TIMEOUT, new AgroalProperty.Time("reapTimeout", 0, 300_000))
      .with(PoolSetting.KEEPALIVE, new AgroalProperty.Keepalive(0, 120_000))
      .with(PoolSetting.CONNECTION_TIMEOUT, new AgroalProperty.Time("acquisitionTimeout", 0, 5000));

  private static final AtomicInteger CREATED = new AtomicInteger();

  @Override
  public PoolProperties properties() {
    return PROPERTIES;
  }

  /** Agroal's pools have no names: they are numbered in the order of their creation. */
  @Override
  public String poolName(Object config) {
    return "agroal-" + CREATED.incrementAndGet();
  }

  private static ReflectiveAccess factory(Object config) throws ReflectiveOperationException {
    return ReflectiveAccess.of(ReflectiveAccess.of(config).get("connectionFactoryConfiguration"));
  }

  @Override
  public Target target(Object config) throws ReflectiveOperationException {
    ReflectiveAccess factory = factory(config);
    Class<?> provider = (Class<?>) factory.call("connectionProviderClass");
    String url = (String) factory.call("jdbcUrl");
    if (provider == null || Driver.class.isAssignableFrom(provider)) {
      return Target.ofUrl(url);
    }
    Target target = Target.ofDataSource(provider);
    return target == Target.UNKNOWN ? Target.ofUrl(url) : target;
  }

  @Override
  public @Nullable String server(Object config) throws ReflectiveOperationException {
    ReflectiveAccess factory = factory(config);
    String url = (String) factory.call("jdbcUrl");
    return url != null && !url.isEmpty()
        ? url
        : DriverDataSource.server(null, (Properties) factory.call("jdbcProperties"));
  }

  @Override
  public @Nullable String initSql(Object config) throws ReflectiveOperationException {
    return (String) factory(config).call("initialSql");
  }
}
