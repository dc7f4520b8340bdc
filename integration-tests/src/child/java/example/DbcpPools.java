package example;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/** Pools of Apache DBCP 2, or Tomcat's copy if that is on the class path. By reflection, because of their two packages. */
final class DbcpPools {
  private static final String[] PACKAGES = {
    "org.apache.commons.dbcp2.", "org.apache.tomcat.dbcp.dbcp2."
  };
  private static final List<String> SETTINGS = Arrays.asList(
      "getInitialSize",
      "getMinIdle",
      "getMaxIdle",
      "getMaxTotal",
      "getMaxConnLifetimeMillis",
      "getMinEvictableIdleTimeMillis",
      "getTestWhileIdle",
      "getTimeBetweenEvictionRunsMillis",
      "getMaxWaitMillis");

  private DbcpPools() {}

  static boolean isOne(DataSource pool) {
    String type = pool.getClass().getName();
    return type.startsWith(PACKAGES[0]) || type.startsWith(PACKAGES[1]);
  }

  private static String found() {
    try {
      Class.forName(PACKAGES[0] + "BasicDataSource");
      return PACKAGES[0];
    } catch (ClassNotFoundException tomcats) {
      return PACKAGES[1];
    }
  }

  /**
   * As BasicDataSourceFactory takes them; the URL under HikariCP's name, and {@code jmxName}, {@code initSql}, {@code driver}. With
   * {@code pooling} it is a PoolingDataSource on a pool of the application's. Without {@code lazily} the pool is opened at once.
   */
  static DataSource create(Properties properties) throws Exception {
    properties.setProperty("url", (String) properties.remove("jdbcUrl"));
    properties.setProperty("driverClassName", "org.postgresql.Driver");
    boolean lazily = properties.remove("lazily") != null;
    try {
      if (properties.remove("pooling") != null) {
        return pooling(properties);
      }
      Object initialSize = properties.remove("initialSize");
      Object jmxName = properties.remove("jmxName");
      DataSource pool = (DataSource) Class.forName(found() + "BasicDataSourceFactory")
          .getMethod("createDataSource", Properties.class)
          .invoke(null, properties);
      if (jmxName != null) {
        set(pool, "setJmxName", jmxName);
      }
      set(pool, "setInitialSize", initialSize == null ? 0 : Integer.valueOf((String) initialSize));
      if (!lazily) {
        pool.getLogWriter();
      }
      return pool;
    } catch (InvocationTargetException failed) {
      throw (Exception) failed.getCause();
    }
  }

  private static void set(Object target, String setter, Object value) throws Exception {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(setter) && method.getParameterCount() == 1) {
        method.invoke(target, value);
        return;
      }
    }
    throw new NoSuchMethodException(setter);
  }

  private static DataSource pooling(Properties properties) throws Exception {
    Object connections = make(
        "DriverManagerConnectionFactory",
        properties.getProperty("url"),
        properties.getProperty("username"),
        properties.getProperty("password"));
    Object factory = make("PoolableConnectionFactory", connections, null);
    String pools = found().replace("dbcp2.", "pool2.impl.");
    Object pool = null;
    for (Constructor<?> each : Class.forName(pools + "GenericObjectPool").getConstructors()) {
      if (each.getParameterCount() == 1) {
        pool = each.newInstance(factory);
      }
    }
    set(factory, "setPool", pool);
    set(pool, "setMaxTotal", Integer.valueOf(properties.getProperty("maxTotal", "8")));
    set(pool, "setTestOnBorrow", properties.containsKey("testOnBorrow"));
    return (DataSource) make("PoolingDataSource", pool);
  }

  private static Object make(String type, Object... arguments) throws Exception {
    for (Constructor<?> each : Class.forName(found() + type).getConstructors()) {
      if (each.getParameterCount() == arguments.length) {
        return each.newInstance(arguments);
      }
    }
    throw new NoSuchMethodException(type);
  }

  static String settings(DataSource pool) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String getter : SETTINGS) {
      Object value = pool.getClass().getMethod(getter).invoke(pool);
      all.append(all.length() == 0 ? "" : " ")
          .append(Character.toLowerCase(getter.charAt(3)))
          .append(getter.substring(4))
          .append('=')
          .append(value);
    }
    return all.toString();
  }

  /** A data source may be used again after that. */
  static void close(DataSource pool) throws Exception {
    pool.getClass().getMethod("close").invoke(pool);
  }

  static void restart(DataSource pool) throws Exception {
    pool.getClass().getMethod("restart").invoke(pool);
  }
}
