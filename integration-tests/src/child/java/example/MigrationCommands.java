package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import javax.sql.DataSource;

/** Migrations by Flyway and Liquibase; by reflection, because its classes are of a later Java than these. */
final class MigrationCommands {
  private MigrationCommands() {}

  /** A pool's name and a directory. */
  static String pool(String[] arguments) throws Exception {
    return migrate(arguments[1], new Class<?>[] {DataSource.class}, (DataSource)
        PoolCommands.pool(arguments[0]));
  }

  /** The same, on a thread on which the creation of another pool has failed half-way. */
  static String poolAfterFailure(String[] arguments) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSourceClassName("org.postgresql.ds.NoSuchDataSource");
    try (HikariDataSource created = new HikariDataSource(config)) {
      return "created " + created;
    } catch (RuntimeException expected) {
      return pool(arguments);
    }
  }

  /** URL, user, password and a directory. */
  static String url(String[] arguments) throws Exception {
    return migrate(
        arguments[3],
        new Class<?>[] {String.class, String.class, String.class},
        arguments[0],
        arguments[1],
        arguments[2]);
  }

  /** URL, user and password; changelog.sql is on the class path. */
  static String liquibase(String[] arguments) throws Exception {
    Class<?> type = Class.forName("liquibase.command.CommandScope");
    Object command =
        type.getConstructor(String[].class).newInstance((Object) new String[] {"update"});
    Method argument = type.getMethod("addArgumentValue", String.class, Object.class);
    argument.invoke(command, "url", arguments[0]);
    argument.invoke(command, "username", arguments[1]);
    argument.invoke(command, "password", arguments[2]);
    argument.invoke(command, "changelogFile", "changelog.sql");
    type.getMethod("execute").invoke(command);
    return "migrated";
  }

  private static String migrate(String directory, Class<?>[] types, Object... source)
      throws Exception {
    Class<?> flyway = Class.forName("org.flywaydb.core.Flyway");
    Object configuration = flyway.getMethod("configure").invoke(null);
    configuration =
        configuration.getClass().getMethod("dataSource", types).invoke(configuration, source);
    Object locations = Array.newInstance(String.class, 1);
    Array.set(locations, 0, "filesystem:" + directory);
    Method setter = configuration.getClass().getMethod("locations", String[].class);
    configuration = setter.invoke(configuration, locations);
    Object loaded = configuration.getClass().getMethod("load").invoke(configuration);
    flyway.getMethod("migrate").invoke(loaded);
    return "migrated";
  }
}
