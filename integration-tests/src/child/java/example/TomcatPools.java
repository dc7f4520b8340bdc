package example;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/** Tomcat's pools (tomcat-jdbc). By reflection: Tomcat is compiled for a later Java than this. */
final class TomcatPools {
  private static final String PACKAGE = "org.apache.tomcat.jdbc.pool.";
  private static final List<String> SETTINGS = Arrays.asList(
      "getInitialSize",
      "getMinIdle",
      "getMaxIdle",
      "getMaxActive",
      "getMaxAge",
      "getMinEvictableIdleTimeMillis",
      "isTestWhileIdle",
      "getTimeBetweenEvictionRunsMillis",
      "getMaxWait");

  private TomcatPools() {}

  static boolean isOne(DataSource pool) {
    return pool.getClass().getName().startsWith(PACKAGE);
  }

  /**
   * As Tomcat's DataSourceFactory takes them; the URL under HikariCP's name. A name, if any, is the pool's. A data source is an object instead
   * of the URL. Without {@code lazily} the pool is opened at once.
   */
  static DataSource create(Properties properties) throws Exception {
    String url = (String) properties.remove("jdbcUrl");
    String name = (String) properties.remove("name");
    String source = (String) properties.remove("dataSource");
    boolean lazily = properties.remove("lazily") != null;
    Class<?> configuration = Class.forName(PACKAGE + "PoolConfiguration");
    if (source == null) {
      properties.setProperty("url", url);
      properties.setProperty("driverClassName", "org.postgresql.Driver");
    }
    Object parsed = Class.forName(PACKAGE + "DataSourceFactory")
        .getMethod("parsePoolProperties", Properties.class)
        .invoke(null, properties);
    if (name != null) {
      configuration.getMethod("setName", String.class).invoke(parsed, name);
    }
    if (source != null) {
      Object made = Class.forName(source).getConstructor().newInstance();
      made.getClass().getMethod("setUrl", String.class).invoke(made, url);
      configuration.getMethod("setDataSource", Object.class).invoke(parsed, made);
    }
    Class<?> type = Class.forName(PACKAGE + "DataSource");
    DataSource pool = (DataSource) type.getConstructor(configuration).newInstance(parsed);
    return lazily ? pool : open(pool);
  }

  private static DataSource open(DataSource pool) throws Exception {
    try {
      pool.getClass().getMethod("createPool").invoke(pool);
      return pool;
    } catch (InvocationTargetException failed) {
      throw (Exception) failed.getCause();
    }
  }

  static String settings(DataSource pool) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String getter : SETTINGS) {
      Object value = pool.getClass().getMethod(getter).invoke(pool);
      all.append(all.length() == 0 ? "" : " ")
          .append(Character.toLowerCase(getter.charAt(getter.startsWith("is") ? 2 : 3)))
          .append(getter.substring(getter.startsWith("is") ? 3 : 4))
          .append('=')
          .append(value);
    }
    return all.toString();
  }

  static void close(DataSource pool) throws Exception {
    pool.getClass().getMethod("close", boolean.class).invoke(pool, true);
  }
}
