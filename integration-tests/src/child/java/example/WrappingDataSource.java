package example;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A data source between pool and driver, as those that log or trace statements are: its connections are not the driver's. */
public final class WrappingDataSource extends PlainDataSource {
  private String url;

  public void setUrl(String url) {
    this.url = url;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return wrapped(DriverManager.getConnection(url));
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return wrapped(DriverManager.getConnection(url, user, password));
  }

  private static Connection wrapped(Connection connection) {
    return (Connection) Proxy.newProxyInstance(
        WrappingDataSource.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        });
  }
}
