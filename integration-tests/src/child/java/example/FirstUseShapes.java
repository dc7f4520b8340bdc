package example;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.PGConnection;

/** What may be done first with a borrowed connection and is no statement, or not just one. */
final class FirstUseShapes {
  private FirstUseShapes() {}

  static void addTo(Map<String, Shape> all) {
    all.put("unused", (connection, seen) -> seen.add("autocommit", connection.getAutoCommit()));
    all.put("is-valid", FirstUseShapes::isValid);
    all.put("network-timeout", FirstUseShapes::networkTimeout);
    all.put("notifications", FirstUseShapes::notifications);
    all.put("cancelled-from-beside", FirstUseShapes::cancelled);
    all.put("not-autocommit-unused", FirstUseShapes::unusedTransaction);
  }

  private static void isValid(Connection connection, Seen seen) throws Exception {
    seen.add("valid", connection.isValid(5));
    StatementShapes.ask(connection, "SELECT 'goes on'", seen);
  }

  private static void networkTimeout(Connection connection, Seen seen) throws Exception {
    connection.setNetworkTimeout(Runnable::run, 2000);
    StatementShapes.ask(connection, "SELECT 'in time'", seen);
    seen.add("timeout", connection.getNetworkTimeout());
    connection.setNetworkTimeout(Runnable::run, 0);
    StatementShapes.ask(connection, "SELECT 'without'", seen);
    seen.add("timeout", connection.getNetworkTimeout());
  }

  /** There are none: nothing is sent, and nothing comes. */
  private static void notifications(Connection connection, Seen seen) throws Exception {
    PGConnection driver = connection.unwrap(PGConnection.class);
    seen.add("none", isEmpty(driver.getNotifications()));
    seen.add("none", isEmpty(driver.getNotifications(50)));
    StatementShapes.ask(connection, "SELECT 'goes on'", seen);
    seen.add("none", isEmpty(driver.getNotifications(50)));
  }

  private static boolean isEmpty(Object[] found) {
    return found == null || found.length == 0;
  }

  private static void cancelled(Connection connection, Seen seen) throws Exception {
    try (Statement statement = connection.createStatement()) {
      Thread beside = new Thread(() -> {
        try {
          Thread.sleep(300);
          statement.cancel();
        } catch (InterruptedException | SQLException e) {
          Thread.currentThread().interrupt();
        }
      });
      beside.start();
      seen.failure(() -> statement.execute("SELECT pg_sleep(20)"));
      beside.join();
    }
    StatementShapes.ask(connection, "SELECT 'goes on'", seen);
  }

  private static void unusedTransaction(Connection connection, Seen seen) throws SQLException {
    connection.setAutoCommit(false);
    connection.commit();
    connection.rollback();
    connection.setAutoCommit(true);
    seen.add("autocommit", connection.getAutoCommit());
  }
}
