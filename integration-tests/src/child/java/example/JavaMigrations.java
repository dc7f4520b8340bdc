package example;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** A Flyway migration written in Java that borrows from the application's own pool; Java 17, as Flyway itself. */
final class JavaMigrations {
  private JavaMigrations() {}

  /** A pool's name, how often it borrows, how many at once, a directory of further scripts, and Flyway's settings as name=value. */
  static String pool(String[] arguments) throws Exception {
    DataSource pool = PoolCommands.pool(arguments[0]);
    Set<String> sessions = new HashSet<>();
    Object migration = migration(() ->
        borrow(pool, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), sessions));
    Object loaded = MigrationCommands.flyway(arguments[3], pool, arguments, 4, migration);
    loaded.getClass().getMethod("migrate").invoke(loaded);
    return "migrated sessions=" + sessions.size();
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void borrow(DataSource pool, int times, int atOnce, Set<String> sessions)
      throws Exception {
    for (int i = 0; i < times; i++) {
      borrow(pool, atOnce, sessions);
    }
  }

  /** Each is one of the pool's own kind, and the driver's inside. */
  private static void borrow(DataSource pool, int depth, Set<String> sessions) throws Exception {
    if (depth == 0) {
      return;
    }
    try (Connection connection = pool.getConnection()) {
      if (!connection.getClass().getName().startsWith("com.zaxxer.hikari.")
          || connection.unwrap(PGConnection.class).getBackendPID() == 0
          || !connection.getAutoCommit()) {
        throw new IllegalStateException(connection.toString());
      }
      sessions.add(PoolCommands.ask(connection, "SELECT pg_backend_pid()"));
      // What the pool puts back when the connection is given back.
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      borrow(pool, depth - 1, sessions);
    }
  }

  private static Object migration(Work work) throws Exception {
    Class<?> type = Class.forName("org.flywaydb.core.api.migration.JavaMigration");
    Object version = Class.forName("org.flywaydb.core.api.MigrationVersion")
        .getMethod("fromVersion", String.class)
        .invoke(null, "1000");
    Method byDefault = InvocationHandler.class.getMethod(
        "invokeDefault", Object.class, Method.class, Object[].class);
    Object migration = Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "getVersion":
              return version;
            case "getDescription":
              return "borrows";
            case "getChecksum":
              return null;
            case "canExecuteInTransaction":
              return true;
            case "migrate":
              work.run();
              return null;
            case "hashCode":
              return System.identityHashCode(proxy);
            case "equals":
              return proxy == arguments[0];
            case "toString":
              return "a migration";
            default:
              return byDefault.invoke(null, proxy, method, arguments);
          }
        });
    Object all = Array.newInstance(type, 1);
    Array.set(all, 0, migration);
    return all;
  }
}
