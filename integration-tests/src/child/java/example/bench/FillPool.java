package example.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/** A pool of twenty, from its constructor's call until all are ready; then one query for each line of standard input. */
final class FillPool {
  private static final int SIZE = 20;

  private FillPool() {}

  public static void main(String[] arguments) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setPoolName("twenty");
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(SIZE);
    long start = System.nanoTime();
    HikariDataSource pool = new HikariDataSource(config);
    long constructed = millisSince(start);
    while (pool.getHikariPoolMXBean().getIdleConnections() < SIZE && millisSince(start) < 90_000) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    System.out.println("constructed " + constructed + " ready " + millisSince(start) + ".");
    Scanner lines = new Scanner(System.in, "UTF-8");
    while (lines.hasNextLine()) {
      String id = lines.nextLine();
      System.out.println("request " + id + " " + request(pool) + ".");
    }
    System.exit(0);
  }

  private static long request(HikariDataSource pool) throws SQLException {
    long start = System.nanoTime();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      rows.next();
    }
    return millisSince(start);
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
