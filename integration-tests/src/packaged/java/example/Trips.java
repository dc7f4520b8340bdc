package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the packaged applications do with the database: so many round trips, on one thread or on several. */
final class Trips {
  /** Few threads, shared by all requests, so that each has tasks of many of them. */
  static final ExecutorService TASKS = Executors.newFixedThreadPool(4, task -> {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  });

  private static HikariDataSource pool;

  private Trips() {}

  /** Arguments: URL, user, password. */
  static void open(String[] arguments) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("main");
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    pool = new HikariDataSource(config);
  }

  static void query(int times) {
    try (Connection connection = pool.getConnection()) {
      for (int i = 0; i < times; i++) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT 1")) {
          rows.next();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void fan(int tasks) {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      all.add(TASKS.submit(() -> query(1)));
    }
    try {
      for (Future<?> one : all) {
        one.get();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
