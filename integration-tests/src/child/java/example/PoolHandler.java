package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Answers with what was done on a connection of the pool: 200, or 500 if that failed. */
final class PoolHandler implements HttpHandler {
  interface Work {
    void with(Connection connection) throws SQLException;
  }

  private final HikariDataSource pool;
  private final Work work;

  PoolHandler(HikariDataSource pool, Work work) {
    this.pool = pool;
    this.work = work;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    int status = 200;
    try (Connection connection = pool.getConnection()) {
      work.with(connection);
    } catch (SQLException e) {
      e.printStackTrace();
      status = 500;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
