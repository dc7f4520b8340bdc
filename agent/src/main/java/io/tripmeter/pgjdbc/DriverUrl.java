package io.tripmeter.pgjdbc;

import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Driver;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** How the driver reads a URL and properties. */
public final class DriverUrl {
  private DriverUrl() {}

  /** The driver's own reading of URL and properties; null if it does not accept them. */
  public static @Nullable Properties effective(Driver driver, String url, @Nullable Properties info)
      throws ReflectiveOperationException {
    Properties all = new Properties(defaults(driver));
    if (info != null) {
      for (String name : info.stringPropertyNames()) {
        all.setProperty(name, info.getProperty(name));
      }
    }
    return (Properties) ReflectiveAccess.of(driver).call("parseURL", url, all);
  }

  /** The application's org/postgresql/driverconfig.properties, which Driver.connect puts below URL and properties. */
  private static Properties defaults(Driver driver) {
    try {
      return (Properties) ReflectiveAccess.of(driver).get("getDefaultProperties");
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return new Properties();
    }
  }
}
