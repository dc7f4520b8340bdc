package io.tripmeter.pool.dbcp;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.pgjdbc.DriverDataSource;
import io.tripmeter.pool.InitStatements;
import io.tripmeter.pool.PoolConfiguration;
import io.tripmeter.pool.PoolProperties;
import io.tripmeter.pool.PoolSetting;
import io.tripmeter.pool.Target;
import io.tripmeter.pool.TestQuery;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A BasicDataSource, or a GenericObjectPool that an application has made. */
final class Dbcp2Configuration implements PoolConfiguration {
  private static final PoolProperties PROPERTIES = new PoolProperties()
      .with(PoolSetting.MAX_SIZE, new Dbcp2Property.Maximum())
      .with(PoolSetting.MIN_IDLE, new Dbcp2Property.Minimum())
      .with(PoolSetting.MAX_LIFETIME, new Dbcp2Property.Time("MaxConnLifetimeMillis"))
      .with(PoolSetting.IDLE_TIMEOUT, new Dbcp2Property.IdleTimeout())
      .with(PoolSetting.KEEPALIVE, new Dbcp2Property.Keepalive())
      .with(PoolSetting.CONNECTION_TIMEOUT, new Dbcp2Property.Time("MaxWaitMillis"));

  /** The {@code name} of an MBean, as Tomcat's {@code name="jdbc/shop"}. */
  private static final Pattern MBEAN_NAME = Pattern.compile("[:,]name=\"?([^\",]+)");

  private final String unnamed;
  private final AtomicInteger created = new AtomicInteger();

  /** A data source that is closed and used again keeps its name. */
  private final Map<Object, String> names = new WeakHashMap<>();

  /** @param unnamed what the names of pools begin with that have none, which are numbered in the order of their creation */
  Dbcp2Configuration(String unnamed) {
    this.unnamed = unnamed;
  }

  private static boolean isDataSource(ReflectiveAccess config) {
    return config.has("getUrl");
  }

  @Override
  public PoolProperties properties() {
    return PROPERTIES;
  }

  @Override
  public String poolName(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    Object bean = null;
    if (isDataSource(access)) {
      bean = access.has("getRegisteredJmxName") ? access.call("getRegisteredJmxName") : null;
      bean = bean == null ? access.call("getJmxName") : bean;
    }
    if (bean != null) {
      Matcher named = MBEAN_NAME.matcher(bean.toString());
      return named.find() ? named.group(1) : bean.toString();
    }
    synchronized (names) {
      String name = names.get(config);
      if (name == null) {
        name = unnamed + created.incrementAndGet();
        names.put(config, name);
      }
      return name;
    }
  }

  @Override
  public Target target(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    if (isDataSource(access)) {
      return Target.ofUrl((String) access.call("getUrl"));
    }
    Object factory = access.has("getFactory") ? access.get("getFactory") : null;
    if (factory == null || !isPlain(factory.getClass())) {
      return Target.OTHER;
    }
    Object origin = Dbcp2Origin.of(factory);
    return origin == null || origin instanceof String
        ? Target.ofUrl((String) origin)
        : Target.ofDataSource(origin.getClass());
  }

  /** The factory of {@code managed} takes part in transactions, and opens connections in another way. */
  private static boolean isPlain(Class<?> factory) {
    for (Class<?> each = factory; each != null; each = each.getSuperclass()) {
      if (each.getName().contains(".managed.")) {
        return false;
      }
      if (each.getName().endsWith(".PoolableConnectionFactory")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable String server(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    Object origin =
        isDataSource(access) ? access.call("getUrl") : Dbcp2Origin.of(access.get("getFactory"));
    return origin == null || origin instanceof String
        ? (String) origin
        : DriverDataSource.server(origin, null);
  }

  @Override
  public @Nullable String initSql(Object config) throws ReflectiveOperationException {
    return isDataSource(ReflectiveAccess.of(config)) ? InitStatements.of(config) : null;
  }

  /** Null for an application's own query, and where the pool remembers errors of the connection. */
  @Nullable
  BorrowTest borrowTest(Object config) throws ReflectiveOperationException {
    ReflectiveAccess access = ReflectiveAccess.of(config);
    ReflectiveAccess test = isDataSource(access) ? access : access.part("factory");
    boolean remembers = test.has("getFastFailValidation")
        ? Boolean.TRUE.equals(test.call("getFastFailValidation"))
        : test.has("isFastFailValidation")
            && Boolean.TRUE.equals(test.call("isFastFailValidation"));
    if (remembers || !test.has("getValidationQuery")) {
      return null;
    }
    Object query = test.call("getValidationQuery");
    if (query != null && !TestQuery.isPlain(query.toString())) {
      return null;
    }
    int seconds = test.number(
        test.has("getValidationQueryTimeout")
            ? "getValidationQueryTimeout"
            : "getValidationQueryTimeoutSeconds");
    return new BorrowTest(
        seconds > 0 ? seconds : TestQuery.UNLIMITED_SECONDS, 0, query != null, false);
  }
}
