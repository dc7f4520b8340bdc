package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** So many round trips, on a connection that was borrowed for them. */
final class Trips {
  private static HikariDataSource pool;

  private Trips() {}

  static void open(String[] arguments) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("main");
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(10);
    pool = new HikariDataSource(config);
  }

  static String query(int times) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < times; i++) {
        statement.execute("SELECT 1");
      }
      return "x";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
