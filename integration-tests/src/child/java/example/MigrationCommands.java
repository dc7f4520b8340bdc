package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Migrations by Flyway and Liquibase; by reflection, because its classes are of a later Java than these. */
final class MigrationCommands {
  private MigrationCommands() {}

  /** A pool's name, a directory, and Flyway's settings as name=value. */
  static String pool(String[] arguments) throws Exception {
    Object loaded = flyway(arguments[1], PoolCommands.pool(arguments[0]), arguments, 2, null);
    loaded.getClass().getMethod("migrate").invoke(loaded);
    return "migrated";
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

  /** A pool's name, and the name of a changelog on the class path if it is not changelog.sql; by Liquibase's Spring bean. */
  static String springLiquibase(String[] arguments) throws Exception {
    Class<?> type = Class.forName("liquibase.integration.spring.SpringLiquibase");
    Class<?> loader = Class.forName("org.springframework.core.io.DefaultResourceLoader");
    Object bean = type.getConstructor().newInstance();
    type.getMethod("setDataSource", DataSource.class).invoke(bean, PoolCommands.pool(arguments[0]));
    type.getMethod("setChangeLog", String.class)
        .invoke(bean, "classpath:" + (arguments.length > 1 ? arguments[1] : "changelog.sql"));
    type.getMethod("setResourceLoader", Class.forName("org.springframework.core.io.ResourceLoader"))
        .invoke(bean, loader.getConstructor().newInstance());
    type.getMethod("afterPropertiesSet").invoke(bean);
    return "migrated";
  }

  private static String migrate(String directory, Class<?>[] types, Object... source)
      throws Exception {
    Object configuration = configure(directory);
    configuration =
        configuration.getClass().getMethod("dataSource", types).invoke(configuration, source);
    Object loaded = configuration.getClass().getMethod("load").invoke(configuration);
    loaded.getClass().getMethod("migrate").invoke(loaded);
    return "migrated";
  }

  private static Object configure(String directory) throws Exception {
    Object configuration =
        Class.forName("org.flywaydb.core.Flyway").getMethod("configure").invoke(null);
    Object locations = Array.newInstance(String.class, 1);
    Array.set(locations, 0, "filesystem:" + directory);
    Method setter = configuration.getClass().getMethod("locations", String[].class);
    return setter.invoke(configuration, locations);
  }

  /**
   * A Flyway on a data source.
   *
   * @param arguments from {@code first} on settings, as name=value
   * @param migrations an array of JavaMigration, or null
   */
  static Object flyway(
      String directory, DataSource source, String[] arguments, int first, Object migrations)
      throws Exception {
    Object configuration = configure(directory);
    Class<?> type = configuration.getClass();
    Map<String, String> settings = new HashMap<>();
    for (String argument : Arrays.asList(arguments).subList(first, arguments.length)) {
      int equals = argument.indexOf('=');
      if (argument.equals("postgresql.transactional.lock=false")) {
        lockInSession(configuration);
        continue;
      }
      settings.put("flyway." + argument.substring(0, equals), argument.substring(equals + 1));
    }
    type.getMethod("configuration", Map.class).invoke(configuration, settings);
    type.getMethod("dataSource", DataSource.class).invoke(configuration, source);
    if (migrations != null) {
      type.getMethod("javaMigrations", migrations.getClass()).invoke(configuration, migrations);
    }
    return type.getMethod("load").invoke(configuration);
  }

  /** Its name needs one library more. */
  private static void lockInSession(Object configuration) throws Exception {
    Class<?> type =
        Class.forName("org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension");
    Object extension = configuration
        .getClass()
        .getMethod("getConfigurationExtension", Class.class)
        .invoke(configuration, type);
    type.getMethod("setTransactionalLock", boolean.class).invoke(extension, false);
  }
}
