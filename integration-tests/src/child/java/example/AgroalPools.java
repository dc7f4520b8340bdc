package example;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/** Agroal's pools. By reflection: Agroal is compiled for a later Java than this. */
final class AgroalPools {
  private static final String API = "io.agroal.api.";
  private static final List<String> SETTINGS = Arrays.asList(
      "initialSize",
      "minSize",
      "maxSize",
      "maxLifetime",
      "reapTimeout",
      "validationTimeout",
      "acquisitionTimeout");

  private AgroalPools() {}

  /** As AgroalPropertiesReader takes them; user name and password under HikariCP's names. */
  static DataSource create(Properties properties) throws Exception {
    properties.setProperty("principal", (String) properties.remove("username"));
    properties.setProperty("credential", (String) properties.remove("password"));
    Class<?> reader = Class.forName(API + "configuration.supplier.AgroalPropertiesReader");
    Object filled = reader
        .getMethod("readProperties", Properties.class)
        .invoke(reader.getConstructor().newInstance(), properties);
    Object configuration = reader.getMethod("get").invoke(filled);
    Class<?> listener = Class.forName(API + "AgroalDataSourceListener");
    Object none = Array.newInstance(listener, 0);
    try {
      return (DataSource) Class.forName(API + "AgroalDataSource")
          .getMethod(
              "from",
              Class.forName(API + "configuration.AgroalDataSourceConfiguration"),
              none.getClass())
          .invoke(null, configuration, none);
    } catch (InvocationTargetException failed) {
      throw (Exception) failed.getCause();
    }
  }

  static String settings(DataSource pool) throws Exception {
    Object configuration = call("AgroalDataSource", pool, "getConfiguration");
    Object pools = call(
        "configuration.AgroalDataSourceConfiguration",
        configuration,
        "connectionPoolConfiguration");
    StringBuilder all = new StringBuilder();
    for (String setting : SETTINGS) {
      all.append(all.length() == 0 ? "" : " ")
          .append(setting)
          .append('=')
          .append(call("configuration.AgroalConnectionPoolConfiguration", pools, setting));
    }
    return all.toString();
  }

  private static Object call(String type, Object target, String method) throws Exception {
    Method found = Class.forName(API + type).getMethod(method);
    return found.invoke(target);
  }
}
