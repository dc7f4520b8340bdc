package example;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The driver in a class loader of its own. Arguments: "copy" for one that prefers its own copy of Tripmeter's classes or "throws" for one
 * that fails when it is asked for them; URL, user, password, and the loader's jars.
 */
final class AttachOddLoader extends URLClassLoader {
  private static final String BOOT = "io.tripmeter.boot.";
  private final boolean prefersItsOwn;

  private AttachOddLoader(URL[] urls, boolean prefersItsOwn) {
    super(urls, AttachOddLoader.class.getClassLoader());
    this.prefersItsOwn = prefersItsOwn;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(BOOT)) {
      return super.loadClass(name, resolve);
    }
    if (!prefersItsOwn) {
      throw new IllegalStateException("not asked for " + name);
    }
    Class<?> loaded = findLoadedClass(name);
    return loaded == null ? findClass(name) : loaded;
  }

  public static void main(String[] arguments) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (int i = 4; i < arguments.length; i++) {
      urls.add(new File(arguments[i]).toURI().toURL());
    }
    AttachOddLoader loader =
        new AttachOddLoader(urls.toArray(new URL[0]), arguments[0].equals("copy"));
    Driver driver = (Driver) Class.forName("org.postgresql.Driver", true, loader)
        .getDeclaredConstructor()
        .newInstance();
    Properties properties = new Properties();
    properties.setProperty("user", arguments[2]);
    properties.setProperty("password", arguments[3]);
    try (Connection connection = driver.connect(arguments[1], properties);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 40 + 2")) {
      rows.next();
      System.out.println("answer " + rows.getInt(1));
    }
  }
}
