package example;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;

/** Pools of Alibaba Druid. By reflection: some of its versions lack a setter that others have. */
final class DruidPools {
  private static final String CLASS = "com.alibaba.druid.pool.DruidDataSource";
  private static final List<String> SETTINGS = Arrays.asList(
      "getInitialSize",
      "getMinIdle",
      "getMaxActive",
      "getPhyTimeoutMillis",
      "getMinEvictableIdleTimeMillis",
      "getMaxEvictableIdleTimeMillis",
      "getMaxWait",
      "isTestOnBorrow");
  private static final List<String> KEEPALIVE = Arrays.asList(
      "isKeepAlive", "getKeepAliveBetweenTimeMillis", "getTimeBetweenEvictionRunsMillis");

  private DruidPools() {}

  static boolean isOne(DataSource pool) {
    return pool.getClass().getName().equals(CLASS);
  }

  /** Each property by its setter; the URL under HikariCP's name. Without {@code lazily} the pool is opened at once. */
  static DataSource create(Properties properties) throws Exception {
    properties.setProperty("url", (String) properties.remove("jdbcUrl"));
    boolean lazily = properties.remove("lazily") != null;
    DataSource pool = (DataSource) Class.forName(CLASS).getConstructor().newInstance();
    for (String name : properties.stringPropertyNames()) {
      set(pool, name, properties.getProperty(name));
    }
    if (!lazily) {
      call(pool, "init");
    }
    return pool;
  }

  private static void set(DataSource pool, String name, String value) throws Exception {
    String setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (Method method : pool.getClass().getMethods()) {
      if (method.getName().equals(setter) && method.getParameterCount() == 1) {
        method.invoke(pool, parsed(value, method.getParameterTypes()[0]));
        return;
      }
    }
    throw new NoSuchMethodException(setter);
  }

  private static Object parsed(String value, Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return Integer.valueOf(value);
    }
    if (type == long.class) {
      return Long.valueOf(value);
    }
    if (type == boolean.class) {
      return Boolean.valueOf(value);
    }
    return type == String.class ? value : Arrays.asList(value.split(";"));
  }

  private static Object call(DataSource pool, String method) throws Exception {
    try {
      return pool.getClass().getMethod(method).invoke(pool);
    } catch (InvocationTargetException failed) {
      throw (Exception) failed.getCause();
    }
  }

  static String settings(DataSource pool) throws Exception {
    List<String> all = read(pool, SETTINGS);
    try {
      all.addAll(read(pool, KEEPALIVE));
    } catch (NoSuchMethodException before) {
      all.add("keepAliveBetweenTimeMillis=none");
    }
    return String.join(" ", all);
  }

  private static List<String> read(DataSource pool, List<String> getters) throws Exception {
    List<String> all = new ArrayList<>();
    for (String getter : getters) {
      int prefix = getter.startsWith("is") ? 2 : 3;
      String name = Character.toLowerCase(getter.charAt(prefix)) + getter.substring(prefix + 1);
      all.add(name + "=" + call(pool, getter));
    }
    return all;
  }

  static void close(DataSource pool) throws Exception {
    call(pool, "close");
  }

  /** Closes it; it opens again when it is next used. */
  static void restart(DataSource pool) throws Exception {
    call(pool, "restart");
  }

  /** Of a connection that is borrowed as application servers do: that goes back by its owner, and not by itself. */
  static String askPooled(DataSource pool, String sql) throws SQLException {
    PooledConnection owner = ((ConnectionPoolDataSource) pool).getPooledConnection();
    try {
      return PoolCommands.ask(owner.getConnection(), sql);
    } finally {
      owner.close();
    }
  }
}
