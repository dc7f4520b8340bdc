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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application with as many pools, connections, distinct statements and routes as it is told. A request is five statements on a
 * connection of the pool whose turn it is. Arguments: URL, user, password, pools, connections of each, statements, routes.
 */
final class Growing {
  private static final int EACH = 5;
  private static final int ITEMS = 80;
  private static final int THREADS = 8;

  private final List<HikariDataSource> pools = new ArrayList<>();
  private final String[] statements;
  private final AtomicInteger requests = new AtomicInteger();

  private Growing(int statements) {
    this.statements = new String[statements];
    for (int i = 0; i < statements; i++) {
      this.statements[i] = "SELECT name AS name_" + i + " FROM item WHERE id = ?";
    }
  }

  public static void main(String[] arguments) throws Exception {
    Growing application = new Growing(Integer.parseInt(arguments[5]));
    long start = System.nanoTime();
    application.open(arguments);
    long ready = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    for (int route = 0; route < Integer.parseInt(arguments[6]); route++) {
      server.createContext("/route-" + route, application::answer);
    }
    server.start();
    System.out.println("ready after " + ready + ".");
    System.out.println("listening on " + server.getAddress().getPort());
    Control.untilTheEnd();
  }

  /** Returns when each pool has all its connections. */
  private void open(String[] arguments) throws InterruptedException {
    int connections = Integer.parseInt(arguments[4]);
    for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
      HikariConfig config = new HikariConfig();
      config.setPoolName("pool-" + i);
      config.setJdbcUrl(arguments[0]);
      config.setUsername(arguments[1]);
      config.setPassword(arguments[2]);
      config.setMaximumPoolSize(connections);
      pools.add(new HikariDataSource(config));
    }
    for (HikariDataSource pool : pools) {
      while (pool.getHikariPoolMXBean().getTotalConnections() < connections) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    int status = 200;
    String text;
    try {
      text = work(requests.getAndIncrement());
    } catch (SQLException | RuntimeException e) {
      status = 500;
      text = e.toString();
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String work(int request) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection connection = pools.get(Math.floorMod(request, pools.size())).getConnection()) {
      for (int i = 0; i < EACH; i++) {
        String sql = statements[Math.floorMod(request * EACH + i, statements.length)];
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.setInt(1, 1 + Math.floorMod(request + i, ITEMS));
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
