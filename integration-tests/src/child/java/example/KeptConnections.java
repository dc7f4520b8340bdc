package example;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.postgresql.ds.PGSimpleDataSource;

/** An application's own pool, which no tool knows: what was closed is handed out again, reset as little as many do. */
final class KeptConnections extends PlainDataSource {
  private final PGSimpleDataSource source = new PGSimpleDataSource();
  private final Deque<Connection> kept = new ArrayDeque<>();

  /** So many connections, opened by a thread of its own. */
  KeptConnections(String url, String user, String password, int count) throws Exception {
    source.setURL(url);
    source.setUser(user);
    source.setPassword(password);
    Throwable[] failure = new Throwable[1];
    Thread opener = new Thread(() -> {
      try {
        for (int i = 0; i < count; i++) {
          kept.add(source.getConnection());
        }
      } catch (SQLException refused) {
        failure[0] = refused;
      }
    });
    opener.start();
    opener.join();
    if (failure[0] != null) {
      throw new SQLException(failure[0]);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection;
    synchronized (this) {
      connection = kept.pollLast();
    }
    if (connection == null) {
      throw new SQLException("all are lent", "08001");
    }
    return (Connection) Proxy.newProxyInstance(
        KeptConnections.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            giveBack(connection);
            return null;
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        });
  }

  private void giveBack(Connection connection) throws SQLException {
    if (!connection.isClosed() && !connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    synchronized (this) {
      if (!kept.contains(connection)) {
        kept.add(connection);
      }
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }
}
