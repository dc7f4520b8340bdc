package example.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The application under load: a request is five statements on one connection of a pool of ten, {@code /items} five different ones,
 * {@code /repeated} one of them five times (N+1). Arguments: URL, user, password.
 */
final class FiveQueries {
  private static final String[] STATEMENTS = {
    "SELECT name FROM item WHERE id = ?",
    "SELECT price, stock FROM item WHERE id = ?",
    "SELECT count(*) FROM item WHERE id <= ? AND stock > 0",
    "SELECT id, name, price FROM item WHERE id > ? ORDER BY id LIMIT 5",
    "SELECT max(price) FROM item WHERE id BETWEEN ? AND 90",
  };
  private static final int ITEMS = 80;
  private static final int TIMES = 5;
  private static final int THREADS = 8;

  private final HikariDataSource pool;
  private final AtomicInteger next = new AtomicInteger();

  private FiveQueries(HikariDataSource pool) {
    this.pool = pool;
  }

  public static void main(String[] arguments) throws IOException {
    HikariConfig config = new HikariConfig();
    config.setPoolName("items");
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(10);
    FiveQueries application = new FiveQueries(new HikariDataSource(config));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.createContext("/items", exchange -> answer(exchange, application::items));
    server.createContext("/repeated", exchange -> answer(exchange, application::repeated));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
    Control.untilTheEnd();
  }

  private static void answer(HttpExchange exchange, Callable<String> work) throws IOException {
    int status = 200;
    byte[] body;
    try {
      body = work.call().getBytes(StandardCharsets.UTF_8);
    } catch (Exception e) {
      status = 500;
      body = e.toString().getBytes(StandardCharsets.UTF_8);
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String items() throws SQLException {
    int id = 1 + Math.floorMod(next.getAndIncrement(), ITEMS);
    StringBuilder text = new StringBuilder();
    try (Connection connection = pool.getConnection()) {
      for (String sql : STATEMENTS) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.setInt(1, id);
          append(text, statement);
        }
      }
    }
    return text.toString();
  }

  private String repeated() throws SQLException {
    int first = next.getAndIncrement();
    StringBuilder text = new StringBuilder();
    try (Connection connection = pool.getConnection()) {
      for (int i = 0; i < TIMES; i++) {
        try (PreparedStatement statement = connection.prepareStatement(STATEMENTS[0])) {
          statement.setInt(1, 1 + Math.floorMod(first + i, ITEMS));
          append(text, statement);
        }
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        text.append(rows.getString(1)).append(' ');
      }
    }
  }
}
