package io.tripmeter.pool;

import io.tripmeter.pgjdbc.DriverUrl;
import java.lang.ref.WeakReference;
import java.sql.Driver;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** With what a pool has asked the driver for a connection. It holds secrets. Immutable. */
final class DriverRequest {
  private final WeakReference<Driver> driver;
  private final String url;
  private final Properties info = new Properties();

  DriverRequest(Driver driver, String url, @Nullable Properties given) {
    this.driver = new WeakReference<>(driver);
    this.url = url;
    if (given != null) {
      for (String name : given.stringPropertyNames()) {
        info.setProperty(name, given.getProperty(name));
      }
    }
  }

  boolean isLike(Driver itsDriver, String itsUrl, @Nullable Properties itsInfo) {
    return driver.get() == itsDriver
        && url.equals(itsUrl)
        && (itsInfo == null || info.equals(itsInfo));
  }

  /** Null if the application has dropped it. */
  @Nullable
  Driver driver() {
    return driver.get();
  }

  String url() {
    return url;
  }

  /** Nobody changes it. */
  Properties info() {
    return info;
  }

  /** All properties as the driver reads them; null if that is not known. */
  @Nullable
  Properties effective() throws ReflectiveOperationException {
    Driver here = driver.get();
    return here == null ? null : DriverUrl.effective(here, url, info);
  }
}
