package example;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The driver as a bundle in the framework of the class path. Arguments: a folder, the driver's jar, URL, user, password. */
final class OsgiProgram {
  private OsgiProgram() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("org.osgi.framework.storage", arguments[0]);
    // What a container allows the bundles to see of the JVM is its own affair.
    configuration.put("org.osgi.framework.bootdelegation", "sun.*");
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(configuration);
    framework.start();
    Bundle bundle = framework.getBundleContext().installBundle("file:" + arguments[1]);
    bundle.start();
    Driver driver = (Driver)
        bundle.loadClass("org.postgresql.Driver").getDeclaredConstructor().newInstance();
    Properties properties = new Properties();
    properties.setProperty("user", arguments[3]);
    properties.setProperty("password", arguments[4]);
    try (Connection connection = driver.connect(arguments[2], properties);
        Statement statement = connection.createStatement()) {
      for (int i = 1; i <= 3; i++) {
        try (ResultSet rows = statement.executeQuery("SELECT " + i)) {
          rows.next();
          System.out.println("answer " + rows.getInt(1));
        }
      }
    }
    System.in.read();
    framework.stop();
    System.exit(0);
  }
}
