package example;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import org.postgresql.ds.PGConnectionPoolDataSource;
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

  /** The drivers of this class loader. */
  static String deregister(String[] arguments) throws SQLException {
    for (Driver driver : Collections.list(DriverManager.getDrivers())) {
      DriverManager.deregisterDriver(driver);
    }
    return "deregistered";
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

  static String connectionPoolDataSource(String[] arguments) throws SQLException {
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setURL(arguments[0]);
    source.setUser(arguments[1]);
    source.setPassword(arguments[2]);
    PooledConnection physical = source.getPooledConnection();
    try (Connection connection = physical.getConnection()) {
      return PoolCommands.ask(connection, arguments[3]);
    } finally {
      physical.close();
    }
  }

  /** The driver's own pool, twice on one connection. */
  @SuppressWarnings("deprecation")
  static String poolingDataSource(String[] arguments) throws SQLException {
    org.postgresql.ds.PGPoolingDataSource source = new org.postgresql.ds.PGPoolingDataSource();
    source.setDataSourceName("pooling");
    source.setURL(arguments[0]);
    source.setUser(arguments[1]);
    source.setPassword(arguments[2]);
    source.setMaxConnections(2);
    try {
      try (Connection connection = source.getConnection()) {
        PoolCommands.ask(connection, arguments[3]);
      }
      try (Connection connection = source.getConnection()) {
        return PoolCommands.ask(connection, arguments[3]);
      }
    } finally {
      source.close();
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
