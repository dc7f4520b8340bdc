package example;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/** Vibur's pools. By reflection: the newest are compiled for a later Java than this. */
final class ViburPools {
  private static final String PACKAGE = "org.vibur.dbcp.";
  private static final List<String> SETTINGS = Arrays.asList(
      "PoolInitialSize",
      "PoolMaxSize",
      "ConnectionTimeoutInMs",
      "ConnectionIdleLimitInSeconds",
      "TestConnectionQuery");

  private ViburPools() {}

  static boolean isOne(DataSource pool) {
    return pool.getClass().getName().startsWith(PACKAGE);
  }

  /** A ViburDBCPDataSource with these properties, started. With {@code dataSource}, the class of a data source, around that. */
  static DataSource create(Properties properties) throws Exception {
    String source = (String) properties.remove("dataSource");
    Object external = null;
    if (source != null) {
      external = Class.forName(source).getConstructor().newInstance();
      external
          .getClass()
          .getMethod("setUrl", String.class)
          .invoke(external, properties.remove("jdbcUrl"));
    }
    Class<?> type = Class.forName(PACKAGE + "ViburDBCPDataSource");
    DataSource pool = (DataSource) type.getConstructor(Properties.class).newInstance(properties);
    if (external != null) {
      type.getMethod("setExternalDataSource", DataSource.class).invoke(pool, external);
    }
    try {
      type.getMethod("start").invoke(pool);
    } catch (InvocationTargetException failed) {
      throw (Exception) failed.getCause();
    }
    return pool;
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
}
