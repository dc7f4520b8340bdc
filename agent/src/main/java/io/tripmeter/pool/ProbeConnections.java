package io.tripmeter.pool;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.postgres.JdbcUrl;
import io.tripmeter.session.Connections;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections for the agent that no pool has, by what a pool has asked the driver for. Any thread. */
final class ProbeConnections {
  /** In seconds. */
  private static final String TIMEOUT = "5";

  private final Connections connections;

  ProbeConnections(Connections connections) {
    this.connections = connections;
  }

  /**
   * @param url in place of the one that the pool has asked with
   * @return null if the driver has been dropped
   */
  @Nullable
  Connection open(DriverRequest like, String url, Settings settings) throws SQLException {
    Driver driver = like.driver();
    if (driver == null) {
      return null;
    }
    String connect = DriverProperty.CONNECT_TIMEOUT.key();
    String socket = DriverProperty.SOCKET_TIMEOUT.key();
    Properties info = new Properties();
    info.putAll(like.info());
    info.setProperty(connect, TIMEOUT);
    info.setProperty(socket, TIMEOUT);
    info.setProperty(
        DriverProperty.APPLICATION_NAME.key(), settings.text(Option.SESSION_APPLICATION_NAME));
    return connections.openOwn(
        driver,
        JdbcUrl.without(url, new HashSet<>(Arrays.asList(connect, socket))),
        info,
        settings);
  }
}
