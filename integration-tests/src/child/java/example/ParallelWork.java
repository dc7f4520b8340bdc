package example;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Several connections, several threads. */
final class ParallelWork {
  private interface Step {
    void run() throws Exception;
  }

  private ParallelWork() {}

  static void addTo(Map<String, Work> all) {
    all.put("query-timeout", Work.borrowing(ParallelWork::queryTimeout));
    all.put("cancelled-by-another", Work.borrowing(ParallelWork::cancelled));
    all.put("notify", ParallelWork::notification);
    all.put("interleaved", ParallelWork::interleaved);
    all.put("in-turn", Work.borrowing(ParallelWork::inTurn));
    all.put("own-connection", pool -> ownConnection());
  }

  private static void queryTimeout(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      sleep(statement);
    }
  }

  private static void cancelled(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      Thread other = start(() -> {
        Thread.sleep(500);
        statement.cancel();
      });
      sleep(statement);
      other.join();
    }
  }

  private static void sleep(Statement statement) throws SQLException {
    try {
      statement.execute("SELECT pg_sleep(60)");
    } catch (SQLException e) {
      if ("57014".equals(e.getSQLState())) {
        return;
      }
      throw e;
    }
    throw new IllegalStateException("nobody cancelled");
  }

  private static void notification(DataSource pool) throws Exception {
    try (Connection listener = pool.getConnection();
        Connection speaker = pool.getConnection()) {
      Sql.run(listener, "LISTEN news");
      Sql.run(speaker, "NOTIFY news, 'something'");
      PGConnection driver = listener.unwrap(PGConnection.class);
      while (driver.getNotifications(100).length == 0) {
        Thread.yield();
      }
      Sql.run(listener, "UNLISTEN news");
    }
  }

  private static void interleaved(DataSource pool) throws SQLException {
    try (Connection one = pool.getConnection();
        Connection two = pool.getConnection()) {
      two.setAutoCommit(false);
      for (int i = 0; i < 3; i++) {
        Sql.run(one, "SELECT 1");
        Sql.run(two, "SELECT 2");
      }
      two.commit();
      Sql.run(one, "SELECT 1");
    }
  }

  /** The second thread works for nobody's request: it is not the server's, and nothing handed it the request. */
  private static void inTurn(Connection connection) throws Exception {
    Sql.run(connection, "SELECT 1");
    start(() -> Sql.run(connection, "SELECT 2")).join();
    Sql.run(connection, "SELECT 3");
  }

  private static void ownConnection() throws SQLException {
    try (Connection connection = WorkServer.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      Sql.readAll(rows);
    }
  }

  private static Thread start(Step step) {
    Thread thread = new Thread(() -> {
      try {
        step.run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    thread.start();
    return thread;
  }
}
