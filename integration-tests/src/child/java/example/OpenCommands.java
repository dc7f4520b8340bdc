package example;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** What the console can do without a pool: URL, user, password, question. */
final class OpenCommands {
  private OpenCommands() {}

  static String driverManager(String[] arguments) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
      return PoolCommands.ask(connection, arguments[3]);
    }
  }

  static String dataSource(String[] arguments) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(arguments[0]);
    source.setUser(arguments[1]);
    source.setPassword(arguments[2]);
    try (Connection connection = source.getConnection()) {
      return PoolCommands.ask(connection, arguments[3]);
    }
  }
}
