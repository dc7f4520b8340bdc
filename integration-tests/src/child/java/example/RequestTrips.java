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

  private static HikariDataSource pool(String name, String[] arguments) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(10);
    return new HikariDataSource(config);
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
    try (Connection connection = pool.getConnection()) {
      for (int i = 0; i < times; i++) {
        Sql.run(connection, "SELECT 1");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
