package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/** Opens a pool, uses it and returns from main. Arguments: URL, user, password. */
final class FaultEnd {
  private FaultEnd() {}

  public static void main(String[] arguments) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    System.out.println("answer " + FaultApplication.use(new HikariDataSource(config)));
  }
}
