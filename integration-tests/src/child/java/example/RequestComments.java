package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.util.PSQLException;

/**
 * A request answers with the texts that the server saw of its statements. Arguments: URL, user, password; the path {@code /saw?} ends with
 * parameters for the URL, and {@code /pooled} uses the next argument's URL.
 */
final class RequestComments {
  private static final String SEEN = "SELECT current_query()";

  private RequestComments() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/saw", exchange -> answer(exchange, arguments, arguments[0]));
    server.createContext("/it's/*x", exchange -> answer(exchange, arguments, arguments[0]));
    server.createContext("/pooled", exchange -> answer(exchange, arguments, arguments[3]));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, String[] login, String url) throws IOException {
    String more = exchange.getRequestURI().getQuery();
    StringBuilder seen = new StringBuilder();
    try (Connection connection =
        DriverManager.getConnection(more == null ? url : url + "&" + more, login[1], login[2])) {
      run(connection, seen);
    } catch (Exception e) {
      e.printStackTrace();
      seen.append(e);
    }
    byte[] body = seen.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void run(Connection connection, StringBuilder seen) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : new String[] {
        SEEN,
        "select  current_query()\n",
        SEEN + " -- mine",
        "/* mine */ " + SEEN,
        SEEN + ";",
        "SHOW application_name",
        "SELECT 'it''s ' || current_query()",
      }) {
        seen.append(value(statement, sql)).append('\n');
      }
      for (String wrong :
          new String[] {"SELECT 1 FROM", "SELECT", "SELECT 'é' FRM x", "SELECT 'x"}) {
        fail(statement, wrong, seen);
      }
      batch(statement, seen);
      rewritten(connection, seen);
      copies(connection, seen);
    }
    connection.setAutoCommit(false);
    repeat(connection, seen);
    connection.commit();
  }

  private static String value(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1).replace('\n', ' ').trim();
    }
  }

  private static void fail(Statement statement, String sql, StringBuilder seen) {
    try {
      statement.executeQuery(sql).close();
    } catch (PSQLException e) {
      seen.append(position(e));
    } catch (SQLException e) {
      seen.append(e).append('\n');
    }
  }

  private static void batch(Statement statement, StringBuilder seen) throws SQLException {
    statement.execute("CREATE TEMPORARY TABLE IF NOT EXISTS saw (text text)");
    statement.addBatch("INSERT INTO saw SELECT current_query()");
    statement.addBatch("INSERT INTO saw VALUES ('second')");
    statement.executeBatch();
    seen.append(value(statement, "SELECT text FROM saw LIMIT 1")).append('\n');
  }

  private static void copies(Connection connection, StringBuilder seen) throws SQLException {
    try {
      long rows = connection
          .unwrap(org.postgresql.PGConnection.class)
          .getCopyAPI()
          .copyOut("COPY (SELECT 1) TO STDOUT", new java.io.StringWriter());
      seen.append("copied ").append(rows).append('\n');
    } catch (IOException e) {
      throw new SQLException(e);
    }
    fail(connection, "COPY (SELECT 1, 2, 3, 4, 5, 6, 7, 8, 9) TO STDOUT WRONG", seen);
  }

  private static void fail(Connection connection, String copy, StringBuilder seen)
      throws SQLException {
    try {
      connection.unwrap(org.postgresql.PGConnection.class).getCopyAPI().copyOut(copy);
    } catch (PSQLException e) {
      seen.append(position(e));
    }
  }

  private static String position(PSQLException e) {
    int at = e.getServerErrorMessage() == null ? 0 : e.getServerErrorMessage().getPosition();
    return e.getMessage().replace('\n', ' ') + " at " + at + '\n';
  }

  /** With reWriteBatchedInserts one statement, which is longer than the one that the application knows. */
  private static void rewritten(Connection connection, StringBuilder seen) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO saw VALUES (?::int::text)")) {
      for (String value : new String[] {"1000000001", "1000000002", "1000000003", "x"}) {
        insert.setString(1, value);
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      seen.append(position((PSQLException) e.getNextException()));
    }
  }

  /** The driver's fifth execution has a name on the server, unless there are none. */
  private static void repeat(Connection connection, StringBuilder seen) throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement("SELECT current_query() || ?::text")) {
      for (int i = 0; i < 7; i++) {
        prepared.setString(1, " #" + i);
        try (ResultSet rows = prepared.executeQuery()) {
          rows.next();
          seen.append(rows.getString(1)).append('\n');
        }
      }
    }
  }
}
