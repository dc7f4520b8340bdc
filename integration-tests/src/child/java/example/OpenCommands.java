package example;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.XAConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

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

  static String xaDataSource(String[] arguments) throws SQLException {
    PGXADataSource source = new PGXADataSource();
    source.setURL(arguments[0]);
    source.setUser(arguments[1]);
    source.setPassword(arguments[2]);
    XAConnection physical = source.getXAConnection();
    try (Connection connection = physical.getConnection()) {
      return PoolCommands.ask(connection, arguments[3]);
    } finally {
      physical.close();
    }
  }
}
