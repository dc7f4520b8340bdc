package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.MDC;

/** What a request does with the database, by its name; the number of round trips is in the name where there is one. */
final class RequestWork {
  static final List<String> PATHS = Arrays.asList(
      "none", "one", "three", "seven", "transaction", "repeat", "slow", "open", "fail", "throw");

  /** How the servlets are mapped. */
  static final List<String> PATTERNS = Arrays.asList(
      "/exact", "/api/*", "/fan/*", "/filtered/*", "/async/*", "/sorry", "*.html", "/");

  /** Containers make their servlets themselves. */
  private static RequestWork shared;

  private static final String LOOK_UP = "SELECT ?::int AS id, 'Zq8-literal' AS word";

  /** What the client is to get. */
  static final class Answer {
    final int status;
    final String text;

    Answer(int status, String text) {
      this.status = status;
      this.text = text;
    }
  }

  private final HikariDataSource pool;

  RequestWork(String[] arguments) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("main");
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(Integer.getInteger("pool.size", 8));
    config.setConnectionTimeout(10_000);
    pool = new HikariDataSource(config);
  }

  static void open(String[] arguments) {
    shared = new RequestWork(arguments);
  }

  /** So many round trips through the pool that {@link #open} has opened. */
  static void query(int count) throws SQLException {
    shared.queries(count);
  }

  /** One in each of so many tasks. */
  static void fanOut(int tasks) {
    Tasks.fanOut(tasks, () -> shared.queries(1));
  }

  /** Six, of one statement. */
  static void repeated() throws SQLException {
    shared.repeat();
  }

  /** Throws where a program would. */
  Answer answer(String path) {
    try {
      switch (path) {
        case "none":
          return new Answer(200, "done");
        case "one":
          return queries(1);
        case "three":
          return queries(3);
        case "seven":
          return queries(7);
        case "repeat":
          return repeat();
        case "transaction":
          return transaction();
        case "slow":
          return slow();
        case "open":
          return open();
        case "fail":
          return failed();
        default:
          throw new IllegalStateException("thrown by the application, with Zq8-message");
      }
    } catch (SQLException e) {
      return new Answer(503, "failed " + e.getSQLState());
    }
  }

  /** Each from a statement of its own, so that none repeats. */
  Answer queries(int count) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      for (int i = 0; i < count; i++) {
        lookUp(connection, "SELECT ?::int AS id" + i, i);
      }
    }
    return new Answer(200, "done");
  }

  private Answer repeat() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      for (int i = 0; i < 6; i++) {
        lookUp(connection, LOOK_UP, i);
      }
    }
    return new Answer(200, "done");
  }

  /** BEGIN travels with the first statement: two and the commit. */
  private Answer transaction() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      lookUp(connection, "SELECT ?::int AS first", 1);
      lookUp(connection, "SELECT ?::int AS second", 2);
      connection.commit();
    }
    return new Answer(200, "done");
  }

  private Answer slow() throws SQLException {
    MDC.put("order", "of-this-thread");
    try (Connection connection = pool.getConnection()) {
      lookUp(connection, "SELECT ?::int, 'Zq8-literal', pg_sleep(0.6)", 4711);
    } finally {
      MDC.remove("order");
    }
    return new Answer(200, "done");
  }

  /** A connection of no pool. */
  private Answer open() throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword())) {
      lookUp(connection, "SELECT ?::int AS opened", 1);
    }
    return new Answer(200, "done");
  }

  private Answer failed() throws SQLException {
    queries(1);
    return new Answer(500, "failed");
  }

  private static void lookUp(Connection connection, String sql, int id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
      }
    }
  }
}
