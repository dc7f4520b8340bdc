package io.tripmeter.pool.tomcat;

import io.tripmeter.pgjdbc.DriverDataSource;
import io.tripmeter.pool.BeanProperty;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolProperties;
import io.tripmeter.pool.PoolSetting;
import io.tripmeter.pool.Target;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PoolConfiguration, which the pool and its data source share. */
final class TomcatConfiguration implements PoolConfiguration {
  private static final PoolProperties PROPERTIES = new PoolProperties()
      .with(PoolSetting.MAX_SIZE, new TomcatMaximum())
      .with(PoolSetting.MIN_IDLE, BeanProperty.ofInt("MinIdle", 10))
      .with(PoolSetting.MAX_LIFETIME, BeanProperty.ofLong("MaxAge", 0))
      .with(PoolSetting.IDLE_TIMEOUT, BeanProperty.ofInt("MinEvictableIdleTimeMillis", 60_000))
      .with(PoolSetting.KEEPALIVE, new TomcatKeepalive())
      .with(PoolSetting.CONNECTION_TIMEOUT, BeanProperty.ofInt("MaxWait", 30_000));

  /** What a pool is called that nobody has named: the number of its configuration, and the identity of a class in this JVM. */
  private static final Pattern UNNAMED = Pattern.compile("Tomcat Connection Pool\\[(\\d+)-\\d+]");

  /** The {@code object_name} of a {@code Resource}, as MBeans are named. */
  private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");

  static Object of(Object pool) throws ReflectiveOperationException {
    return ReflectiveAccess.of(pool).get("getPoolProperties");
  }

  @Override
  public PoolProperties properties() {
    return PROPERTIES;
  }

  @Override
  public String poolName(Object config) throws ReflectiveOperationException {
    String name = String.valueOf(ReflectiveAccess.of(config).call("getPoolName"));
    Matcher unnamed = UNNAMED.matcher(name);
    Matcher quoted = QUOTED.matcher(name);
    return unnamed.matches()
        ? "tomcat-jdbc-" + unnamed.group(1)
        : quoted.matches() ? quoted.group(1) : name;
  }

  @Override
  public Target target(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    Object source = access.call("getDataSource");
    return source != null
        ? Target.ofDataSource(source.getClass())
        : Target.ofUrl((String) access.call("getUrl"));
  }

  @Override
  public @Nullable String server(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    Object url = access.call("getUrl");
    return url != null
        ? url.toString()
        : DriverDataSource.server(
            access.call("getDataSource"), (Properties) access.call("getDbProperties"));
  }

  @Override
  public @Nullable String initSql(Object config) throws ReflectiveOperationException {
    return (String) ReflectiveAccess.of(config).call("getInitSQL");
  }

  /** Whether a validation works: before 8.5.16, which has this getter, one without a query may take every connection for broken. */
  static boolean canValidate(ReflectiveAccess config) throws ReflectiveOperationException {
    return config.call("getValidationQuery") != null
        || config.call("getValidator") != null
        || config.has("getUseStatementFacade");
  }
}
