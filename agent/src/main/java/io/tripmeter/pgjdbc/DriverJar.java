package io.tripmeter.pgjdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Driver;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The driver inside this jar, for a JVM without an application: read into memory, because a file that is unpacked would have to be cleared
 * away. Its classes see the agent's, of which it is given a socket factory by name.
 */
public final class DriverJar extends ClassLoader {
  private static final String RESOURCE = "driver/postgresql.jar";
  private static final String CLASS = ".class";

  /** Where the driver looks for passwords, if nobody names another file. Tripmeter has looked there by libpq's rules. */
  private static final String PASSWORD_FILE = DriverClasses.packagePrefix() + "pgpassfile";

  /** Not by its classes: the build puts another in the place of Logger, and an application server chooses its own. */
  private static final String LOGGING = "java.util.logging.";

  /** A logger that nobody holds forgets its level. */
  @SuppressWarnings("unused")
  private static @Nullable Object silenced;

  private final Map<String, byte[]> files = new HashMap<>();

  private DriverJar(InputStream jar) throws IOException {
    super(DriverJar.class.getClassLoader());
    try (ZipInputStream entries = new ZipInputStream(jar)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        files.put(entry.getName(), bytes(entries));
      }
    }
  }

  private static byte[] bytes(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    for (int read = in.read(some); read >= 0; read = in.read(some)) {
      all.write(some, 0, read);
    }
    return all.toByteArray();
  }

  /**
   * @param file a jar of another version of the driver; null for the one inside
   * @throws IOException if there is no such jar, or no driver in it
   */
  public static Driver load(@Nullable String file) throws IOException {
    System.setProperty(PASSWORD_FILE, "/nonexistent");
    silence();
    try {
      ClassLoader loader = file == null ? inside() : given(new File(file));
      return (Driver) loader
          .loadClass(DriverClasses.packagePrefix() + "Driver")
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError none) {
      throw new IOException("no PostgreSQL driver in " + (file == null ? RESOURCE : file), none);
    }
  }

  /** The driver logs URLs that it does not understand, with the password in them. */
  private static void silence() {
    try {
      Class<?> logger = Class.forName(LOGGING.concat("Logger"));
      Class<?> level = Class.forName(LOGGING.concat("Level"));
      String name = DriverClasses.packagePrefix();
      Object drivers = logger
          .getMethod("getLogger", String.class)
          .invoke(null, name.substring(0, name.length() - 1));
      logger.getMethod("setLevel", level).invoke(drivers, level.getField("OFF").get(null));
      silenced = drivers;
    } catch (ReflectiveOperationException | LinkageError none) {
      // Then the driver does not log either.
    }
  }

  private static ClassLoader inside() throws IOException {
    InputStream jar = DriverJar.class.getClassLoader().getResourceAsStream(RESOURCE);
    if (jar == null) {
      throw new IOException("this jar has no driver inside");
    }
    return new DriverJar(jar);
  }

  private static ClassLoader given(File file) throws MalformedURLException {
    return new URLClassLoader(new URL[] {file.toURI().toURL()}, DriverJar.class.getClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = files.get(name.replace('.', '/') + CLASS);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** The driver reads its translations and defaults this way. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = files.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
