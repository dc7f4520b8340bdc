package example;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BiConsumer;

/**
 * Sends a statement that poolers break, and one again and again. It is loaded under a longer name: no compiler lets a class be called
 * {@code OddlyNamed<img src=x>}, and every JVM does. Public, because its loader is another one.
 */
public final class OddlyNamed implements BiConsumer<Connection, String> {
  private static final String NAME = "example/OddlyNamed";
  private static final int REPEATS = 6;

  @Override
  public void accept(Connection connection, String mark) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen \"" + mark + '"');
      for (int i = 0; i < REPEATS; i++) {
        statement.execute("select 1 as \"" + mark + '"');
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** @param mark what its name ends with */
  @SuppressWarnings("unchecked")
  static BiConsumer<Connection, String> named(String mark) throws Exception {
    byte[] renamed = renamed(mark);
    ClassLoader loader = new ClassLoader(OddlyNamed.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) {
        return defineClass(name, renamed, 0, renamed.length);
      }
    };
    Class<?> odd = loader.loadClass(NAME.replace('/', '.') + mark);
    return (BiConsumer<Connection, String>) odd.getDeclaredConstructor().newInstance();
  }

  /** The name is one entry of the constant pool: a tag, its length, its characters. */
  private static byte[] renamed(String mark) throws IOException {
    try (InputStream in = OddlyNamed.class.getResourceAsStream("OddlyNamed.class")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes.write(next);
      }
      return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1)
          .replace(entry(NAME), entry(NAME + mark))
          .getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private static String entry(String name) {
    return "\u0001\u0000" + (char) name.length() + name;
  }
}
