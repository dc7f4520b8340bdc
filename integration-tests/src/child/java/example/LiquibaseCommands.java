package example;

import java.lang.reflect.Method;
import java.sql.Connection;

/** Liquibase on connections that it has not opened; by reflection, because its classes are of a later Java than these. */
final class LiquibaseCommands {
  private LiquibaseCommands() {}

  /**
   * URL, user, password, changelog and a question: as Keycloak does it. One connection holds a lock in a transaction, by parts of
   * Liquibase, while the changes run on another; both are of a pool that the application has made itself. What is answered is the question's
   * answer on each of the two afterwards.
   */
  static String insideAFramework(String[] arguments) throws Exception {
    KeptConnections pool = new KeptConnections(arguments[0], arguments[1], arguments[2], 2);
    try (Connection locking = pool.getConnection()) {
      locking.setAutoCommit(false);
      Object lock = database(locking);
      execute(lock, "CREATE TABLE IF NOT EXISTS framework_lock (id int PRIMARY KEY)");
      commit(lock);
      execute(lock, "LOCK TABLE framework_lock IN EXCLUSIVE MODE");
      try (Connection changing = pool.getConnection()) {
        update(database(changing), arguments[3]);
      }
      commit(lock);
    }
    try (Connection one = pool.getConnection();
        Connection two = pool.getConnection()) {
      return "migrated " + PoolCommands.ask(one, arguments[4]) + " "
          + PoolCommands.ask(two, arguments[4]);
    }
  }

  /** A pool's name and the changelog: the application hands one of the pool's connections over. */
  static String handed(String[] arguments) throws Exception {
    try (Connection connection = PoolCommands.pool(arguments[0]).getConnection()) {
      update(database(connection), arguments[1]);
    }
    return "migrated";
  }

  private static Object database(Connection connection) throws Exception {
    Object wrapped = Class.forName("liquibase.database.jvm.JdbcConnection")
        .getConstructor(Connection.class)
        .newInstance(connection);
    Class<?> factories = Class.forName("liquibase.database.DatabaseFactory");
    return factories
        .getMethod(
            "findCorrectDatabaseImplementation",
            Class.forName("liquibase.database.DatabaseConnection"))
        .invoke(factories.getMethod("getInstance").invoke(null), wrapped);
  }

  private static void commit(Object database) throws Exception {
    Class.forName("liquibase.database.Database").getMethod("commit").invoke(database);
  }

  private static void execute(Object database, String sql) throws Exception {
    Class<?> scopes = Class.forName("liquibase.Scope");
    Class<?> executors = Class.forName("liquibase.executor.ExecutorService");
    Object scope = scopes.getMethod("getCurrentScope").invoke(null);
    Object service = scopes.getMethod("getSingleton", Class.class).invoke(scope, executors);
    Object executor = executors
        .getMethod("getExecutor", String.class, Class.forName("liquibase.database.Database"))
        .invoke(service, "jdbc", database);
    Object statement = Class.forName("liquibase.statement.core.RawSqlStatement")
        .getConstructor(String.class)
        .newInstance(sql);
    Method execute = Class.forName("liquibase.executor.Executor")
        .getMethod("execute", Class.forName("liquibase.statement.SqlStatement"));
    execute.invoke(executor, statement);
  }

  private static void update(Object database, String changelog) throws Exception {
    Class<?> type = Class.forName("liquibase.Liquibase");
    Class<?> accessor = Class.forName("liquibase.resource.ClassLoaderResourceAccessor");
    Object liquibase = type.getConstructor(
            String.class,
            Class.forName("liquibase.resource.ResourceAccessor"),
            Class.forName("liquibase.database.Database"))
        .newInstance(changelog, accessor.getConstructor().newInstance(), database);
    type.getMethod("update", String.class).invoke(liquibase, "");
  }
}
