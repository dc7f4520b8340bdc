package example;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** One request with a secret in each of its statements; it prints none itself. Arguments: URL, user, password. */
final class SecretServer {
  private static final int REPEATS = 6;

  private SecretServer() {}

  public static void main(String[] arguments) throws Exception {
    HikariDataSource pool = pool(arguments);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/work", exchange -> {
      String answer;
      try (Connection connection = pool.getConnection()) {
        work(connection);
        answer = "done";
      } catch (SQLException e) {
        answer = e.toString();
      }
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.createContext("/ready", exchange -> {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      System.out.println("beans " + AttachBeans.all());
    }
  }

  private static HikariDataSource pool(String[] arguments) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("main");
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(2);
    config.setConnectionInitSql("SELECT 'Hq7-init-password', pg_sleep(0.01)");
    return new HikariDataSource(config);
  }

  private static void work(Connection connection) throws SQLException {
    run(connection, "SELECT pg_sleep(0.02), 'Hq7-literal', 77077077");
    run(connection, "SELECT pg_sleep(0.02), $x$Hq7-dollars$x$ -- Hq7-comment");
    run(connection, "CREATE TEMPORARY TABLE kept (word text UNIQUE)");
    for (int i = 0; i < REPEATS; i++) {
      bind(connection, "SELECT pg_sleep(0.02), ?::text", "Hq7-bind");
      run(connection, "SELECT pg_sleep(0.01), 'Hq7-literal'");
    }
    bind(connection, "INSERT INTO kept SELECT ? FROM pg_sleep(0.02)", "Hq7-unique");
    failing(() -> bind(connection, "INSERT INTO kept SELECT ? FROM pg_sleep(0.02)", "Hq7-unique"));
    failing(() -> run(connection, "SELECT 'Hq7-no-number'::int FROM pg_sleep(0.02)"));
    failing(() ->
        run(connection, "SELECT pg_sleep(0.02); ALTER ROLE nobody PASSWORD 'Hq7-alter-role'"));
    failing(() ->
        run(connection, "SELECT pg_sleep(0.02); ALTER ROLE nobody SET my.word = Hq7bareword"));
    failing(() -> run(
        connection,
        "DO $$ BEGIN PERFORM pg_sleep(0.02); RAISE EXCEPTION 'Hq7-raised' USING ERRCODE = '22023';"
            + " END $$"));
    failing(() -> run(connection, "SELECT 'Hq7-literal ' || pg_sleep("));
  }

  private interface Failing {
    void run() throws SQLException;
  }

  private static void failing(Failing work) throws SQLException {
    try {
      work.run();
    } catch (SQLException expected) {
      return;
    }
    throw new SQLException("was to fail");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void bind(Connection connection, String sql, String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.execute();
    }
  }
}
