package example;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/** c3p0's pools. By reflection: it is on no other program's class path. */
final class C3p0Pools {
  private static final String PACKAGE = "com.mchange.v2.c3p0.";
  private static final List<String> SETTINGS = Arrays.asList(
      "InitialPoolSize",
      "MinPoolSize",
      "MaxPoolSize",
      "MaxConnectionAge",
      "MaxIdleTime",
      "MaxIdleTimeExcessConnections",
      "IdleConnectionTestPeriod",
      "CheckoutTimeout");

  private C3p0Pools() {}

  static boolean isOne(DataSource pool) {
    return pool.getClass().getName().startsWith(PACKAGE);
  }

  /**
   * A ComboPooledDataSource with these properties, the URL and the user under HikariCP's names. With {@code dataSource}, the class of a data
   * source, it is made by DataSources.pooledDataSource around that. Without {@code lazily} the pool is opened at once.
   */
  static DataSource create(Properties properties) throws Exception {
    String url = (String) properties.remove("jdbcUrl");
    String user = (String) properties.remove("username");
    String source = (String) properties.remove("dataSource");
    boolean lazily = properties.remove("lazily") != null;
    DataSource pool;
    if (source != null) {
      pool = around(source, url, user, properties);
    } else {
      pool = (DataSource)
          Class.forName(PACKAGE + "ComboPooledDataSource").getConstructor().newInstance();
      call(pool, "setDriverClass", "org.postgresql.Driver");
      call(pool, "setJdbcUrl", url);
      call(pool, "setUser", user);
      for (String name : properties.stringPropertyNames()) {
        call(pool, setter(name), properties.getProperty(name));
      }
    }
    if (!lazily) {
      open(pool);
    }
    return pool;
  }

  private static DataSource around(String source, String url, String user, Properties properties)
      throws Exception {
    Object made = Class.forName(source).getConstructor().newInstance();
    made.getClass().getMethod("setUrl", String.class).invoke(made, url);
    made.getClass().getMethod("setUser", String.class).invoke(made, user);
    made.getClass().getMethod("setPassword", String.class).invoke(made, (String)
        properties.remove("password"));
    Map<Object, Object> overrides = new HashMap<>(properties);
    return (DataSource) Class.forName(PACKAGE + "DataSources")
        .getMethod("pooledDataSource", DataSource.class, Map.class)
        .invoke(null, made, overrides);
  }

  private static void open(DataSource pool) throws Exception {
    try {
      pool.getClass().getMethod("getNumConnections").invoke(pool);
    } catch (InvocationTargetException failed) {
      throw (Exception) failed.getCause();
    }
  }

  private static String setter(String name) {
    return "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static void call(Object target, String setter, String value) throws Exception {
    for (Method each : target.getClass().getMethods()) {
      if (each.getName().equals(setter) && each.getParameterCount() == 1) {
        Class<?> type = each.getParameterTypes()[0];
        Object converted = type == int.class
            ? (Object) Integer.valueOf(value)
            : type == boolean.class ? (Object) Boolean.valueOf(value) : value;
        each.invoke(target, converted);
        return;
      }
    }
    throw new NoSuchMethodException(setter);
  }

  static String settings(DataSource pool) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String setting : SETTINGS) {
      Object value = pool.getClass().getMethod("get" + setting).invoke(pool);
      all.append(all.length() == 0 ? "" : " ")
          .append(Character.toLowerCase(setting.charAt(0)))
          .append(setting.substring(1))
          .append('=')
          .append(value);
    }
    return all.toString();
  }

  static void close(DataSource pool) throws Exception {
    pool.getClass().getMethod("close").invoke(pool);
  }
}
