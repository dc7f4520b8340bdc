package example;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/** Pools of Oracle UCP, which begin at their first use. By reflection: it is on no other program's class path. */
final class UcpPools {
  private static final String PACKAGE = "oracle.ucp.";
  private static final List<String> SETTINGS = Arrays.asList(
      "InitialPoolSize",
      "MinPoolSize",
      "MaxPoolSize",
      "MaxConnectionReuseTime",
      "InactiveConnectionTimeout",
      "ConnectionWaitTimeout");

  private UcpPools() {}

  static boolean isOne(DataSource pool) {
    return pool.getClass().getName().startsWith(PACKAGE);
  }

  /** A PoolDataSource with these properties, around the driver. With {@code dataSource}, the class of a data source, around that. */
  static DataSource create(Properties properties) throws Exception {
    String url = (String) properties.remove("jdbcUrl");
    String source = (String) properties.remove("dataSource");
    properties.setProperty("user", (String) properties.remove("username"));
    properties.setProperty("URL", url);
    DataSource pool = made();
    if (source == null) {
      properties.setProperty("connectionFactoryClassName", "org.postgresql.Driver");
    } else {
      URI server = URI.create(url.substring("jdbc:".length()));
      properties.setProperty("connectionFactoryClassName", source);
      properties.setProperty("serverName", server.getHost());
      properties.setProperty("portNumber", Integer.toString(server.getPort()));
      properties.setProperty("databaseName", server.getPath().substring(1));
    }
    for (String name : properties.stringPropertyNames()) {
      set(pool, name, properties.getProperty(name));
    }
    return pool;
  }

  /** Looks for this one method: some others have types of Oracle's driver, which need not be there. */
  private static void set(DataSource pool, String name, String value) throws Exception {
    String setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    boolean isNumber = value.matches("\\d+");
    boolean isFlag = value.equals("true");
    Class<?> type = isNumber ? int.class : isFlag ? boolean.class : String.class;
    Object converted = isNumber ? (Object) Integer.valueOf(value) : isFlag ? (Object) true : value;
    call(pool, "jdbc.PoolDataSource", setter, void.class, type, converted);
  }

  private static Object call(
      Object target, String of, String method, Class<?> result, Class<?> type, Object argument)
      throws Exception {
    MethodType signature =
        type == null ? MethodType.methodType(result) : MethodType.methodType(result, type);
    try {
      MethodHandle handle =
          MethodHandles.publicLookup().findVirtual(Class.forName(PACKAGE + of), method, signature);
      return type == null
          ? handle.invokeWithArguments(target)
          : handle.invokeWithArguments(target, argument);
    } catch (Exception failed) {
      throw failed;
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static DataSource made() throws Exception {
    Class<?> factory = Class.forName(PACKAGE + "jdbc.PoolDataSourceFactory");
    Class<?> type = Class.forName(PACKAGE + "jdbc.PoolDataSource");
    try {
      return (DataSource) MethodHandles.publicLookup()
          .findStatic(factory, "getPoolDataSource", MethodType.methodType(type))
          .invokeWithArguments();
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Object manager() throws Exception {
    return Class.forName(PACKAGE + "admin.UniversalConnectionPoolManagerImpl")
        .getMethod("getUniversalConnectionPoolManager")
        .invoke(null);
  }

  private static Object asked(DataSource pool, String method) throws Exception {
    Object name =
        call(pool, "jdbc.PoolDataSource", "getConnectionPoolName", String.class, null, null);
    return Class.forName(PACKAGE + "admin.UniversalConnectionPoolManager")
        .getMethod(method, String.class)
        .invoke(manager(), name);
  }

  static String settings(DataSource source) throws Exception {
    Object pool = asked(source, "getConnectionPool");
    StringBuilder all = new StringBuilder();
    for (String setting : SETTINGS) {
      Object value = Class.forName(PACKAGE + "UniversalConnectionPool")
          .getMethod("get" + setting)
          .invoke(pool);
      all.append(all.length() == 0 ? "" : " ")
          .append(Character.toLowerCase(setting.charAt(0)))
          .append(setting.substring(1))
          .append('=')
          .append(value);
    }
    return all.toString();
  }

  static void close(DataSource pool) throws Exception {
    asked(pool, "destroyConnectionPool");
  }
}
