package io.tripmeter.pgjdbc;

import io.tripmeter.pooler.Address;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The server that a data source of the driver's connects to, as far as it tells. */
public final class DriverDataSource {
  private DriverDataSource() {}

  /**
   * @param source a data source that the application has made
   * @param properties what the pool is to set in one that it makes; names as BaseDataSource of pgjdbc has its setters
   * @return a JDBC URL, or host and port
   */
  public static @Nullable String server(@Nullable Object source, @Nullable Properties properties)
      throws ReflectiveOperationException {
    if (source != null && DriverClasses.isOne(source.getClass().getName())) {
      return ReflectiveAccess.of(source).has("getURL")
          ? (String) ReflectiveAccess.of(source).call("getURL")
          : null;
    }
    if (properties == null) {
      return null;
    }
    Object url = first(properties, "url", "URL");
    Object host = first(properties, "serverName", "serverNames");
    Object port = first(properties, "portNumber", "portNumbers");
    if (url != null || host == null) {
      return url == null ? null : url.toString();
    }
    Address address = Address.of(host.toString(), port == null ? "5432" : port.toString());
    Object database = properties.get("databaseName");
    return address == null || database == null
        ? port == null ? host.toString() : host + ":" + port
        : "jdbc:postgresql://" + address + '/' + database;
  }

  private static @Nullable Object first(Properties properties, String name, String other) {
    Object value = properties.get(name);
    return value == null ? properties.get(other) : value;
  }
}
