package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * HikariCP with a database, by its URL or, with a second argument, by a data source of that class; with a third, "lazily", the pool is made
 * without a connection. Says the size of the full pool.
 */
final class AttachOtherDatabase {
  private AttachOtherDatabase() {}

  public static void main(String[] arguments) throws Exception {
    HikariConfig config = new HikariConfig();
    if (arguments.length == 1) {
      config.setJdbcUrl(arguments[0]);
    } else {
      config.setDataSourceClassName(arguments[1]);
      config.addDataSourceProperty("url", arguments[0]);
    }
    config.setMaximumPoolSize(3);
    config.setInitializationFailTimeout(arguments.length > 2 ? -1 : 1);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 40 + 2")) {
      rows.next();
      if (arguments.length > 1) {
        awaitFull(pool);
      }
      System.out.println("answer " + rows.getInt(1) + " " + AttachThreads.ofTripmeter());
    }
  }

  /** And a moment longer, in which whoever adds to it unasked is seen. */
  private static void awaitFull(HikariDataSource pool) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (pool.getHikariPoolMXBean().getTotalConnections() < pool.getMaximumPoolSize()
        && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    Thread.sleep(500);
    System.out.println("total " + pool.getHikariPoolMXBean().getTotalConnections());
  }
}
