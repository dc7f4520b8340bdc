package example;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;

/** Requests some of whose round trips nobody needs. Arguments: URL, user, password. */
final class AvoidableServer {
  private static final int TIMES = 6;

  private final HikariDataSource pool;

  private AvoidableServer(HikariDataSource pool) {
    this.pool = pool;
  }

  public static void main(String[] arguments) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(2);
    AvoidableServer work = new AvoidableServer(new HikariDataSource(config));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.createContext("/needed", work.answering(AvoidableServer::needed));
    server.createContext("/validation", work.answering(AvoidableServer::validation));
    server.createContext("/isolation", work.answering(AvoidableServer::isolation));
    server.createContext("/schema", work.answering(AvoidableServer::schema));
    server.createContext("/read-only", work.answering(AvoidableServer::readOnly));
    server.createContext("/repeat", work.answering(AvoidableServer::repeat));
    server.createContext("/slow", work.answering(AvoidableServer::slow));
    server.createContext("/inserts", work.answering(AvoidableServer::inserts));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private PoolHandler answering(PoolHandler.Work work) {
    return new PoolHandler(pool, work);
  }

  private static void needed(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    Sql.run(connection, "SET LOCAL search_path = public");
    Sql.run(connection, "CREATE TEMPORARY TABLE needed (id int) ON COMMIT DROP");
    connection.commit();
  }

  private static void validation(Connection connection) throws SQLException {
    connection.isValid(5);
    Sql.run(connection, "SELECT 1");
  }

  /** The pool sets the level back. */
  private static void isolation(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    Sql.run(connection, "SELECT 1");
    connection.commit();
  }

  private static void schema(Connection connection) throws SQLException {
    connection.setSchema("public");
    connection.getSchema();
    Sql.run(connection, "SELECT 1");
  }

  private static void readOnly(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    Sql.run(connection, "SELECT 1");
    connection.commit();
  }

  private static void repeat(Connection connection) throws SQLException {
    for (int i = 0; i < TIMES; i++) {
      Sql.run(connection, "SELECT 1");
    }
  }

  private static void slow(Connection connection) throws SQLException {
    Sql.run(connection, "SELECT pg_sleep(0.15)");
  }

  private static void inserts(Connection connection) throws SQLException {
    Sql.run(connection, "CREATE TEMPORARY TABLE IF NOT EXISTS single (id int)");
    for (int i = 0; i < TIMES; i++) {
      Sql.run(connection, "/* one */ INSERT INTO single VALUES (1)");
    }
  }
}
