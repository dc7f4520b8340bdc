package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What the request servers do with the database: so many round trips, on a connection that was borrowed for them. */
final class RequestTrips {
  private static DataSource pool;
  private static HikariDataSource second;
  private static HikariDataSource demand;

  private RequestTrips() {}

  /** Arguments: URL, user, password. */
  static void open(String[] arguments) {
    pool = pool("main", arguments);
  }

  static void openSecond(String[] arguments) {
    second = pool("second", arguments);
  }

  static String closeSecond() {
    second.close();
    return "closed";
  }

  /** A pool that opens its connections when they are asked for, on threads that the application makes, and has something to say to the server. */
  static void openOnDemand(String[] arguments, java.util.concurrent.ThreadFactory threads) {
    HikariConfig config = config("demand", arguments);
    config.setMinimumIdle(0);
    config.setThreadFactory(threads);
    config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    config.setSchema("public");
    config.setConnectionInitSql("SELECT 'init'");
    demand = new HikariDataSource(config);
  }

  /** One round trip, on a connection that is opened for it. */
  static void onDemand() {
    demand.getHikariPoolMXBean().softEvictConnections();
    while (demand.getHikariPoolMXBean().getTotalConnections() > 0) {
      Thread.yield();
    }
    query(demand, 1);
  }

  private static HikariDataSource pool(String name, String[] arguments) {
    return new HikariDataSource(config(name, arguments));
  }

  private static HikariConfig config(String name, String[] arguments) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(10);
    return config;
  }

  /** One round trip of 50 ms. */
  static void slow() {
    try (Connection connection = pool.getConnection()) {
      Sql.run(connection, "SELECT pg_sleep(0.05)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void query(int times) {
    query(pool, times);
  }

  /** One round trip in each of so many tasks. */
  static void fanOut(int tasks) {
    Tasks.fanOut(tasks, () -> {
      query(1);
      return null;
    });
  }

  /** The same of a path that ends in their number. */
  static void fanOut(String path) {
    fanOut(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
  }

  private static void query(DataSource on, int times) {
    try (Connection connection = on.getConnection()) {
      for (int i = 0; i < times; i++) {
        Sql.run(connection, "SELECT 1");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
