package example;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** What an application asks and says about its session. */
final class SessionWork {
  private SessionWork() {}

  static void addTo(Map<String, Work> all) {
    all.put("is-valid", Work.borrowing(connection -> connection.isValid(5)));
    all.put("read-only", Work.borrowing(SessionWork::readOnlyTransaction));
    all.put("get-isolation", Work.borrowing(Connection::getTransactionIsolation));
    all.put("set-isolation", Work.borrowing(SessionWork::isolation));
    all.put("get-schema", Work.borrowing(Connection::getSchema));
    all.put("set-schema", Work.borrowing(connection -> connection.setSchema("public")));
    all.put("client-info", Work.borrowing(SessionWork::clientInfo));
    all.put("catalog", Work.borrowing(Connection::getCatalog));
    all.put("set-and-reset", Work.borrowing(SessionWork::setAndReset));
    all.put("for-free", Work.borrowing(SessionWork::free));
    all.put("read-only-always", Work.borrowing(SessionWork::readOnlySession));
    all.put("simple-query-mode", Work.inTransaction(TransactionWork::commit));
  }

  private static void readOnlyTransaction(Connection connection) throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    TransactionWork.commit(connection);
    // Not every pool sets it back.
    connection.setReadOnly(false);
  }

  private static void readOnlySession(Connection connection) throws SQLException {
    connection.setReadOnly(true);
    Sql.run(connection, "SELECT 1");
  }

  /** The pool sets it back when the connection returns. */
  private static void isolation(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
  }

  /** The driver sends no name that it has sent before. */
  private static void clientInfo(Connection connection) throws SQLException {
    connection.setClientInfo("ApplicationName", "at " + System.nanoTime());
  }

  private static void setAndReset(Connection connection) throws SQLException {
    Sql.run(connection, "SET work_mem = '8MB'");
    Sql.run(connection, "RESET work_mem");
  }

  private static void free(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setAutoCommit(true);
    connection.setNetworkTimeout(Runnable::run, connection.getNetworkTimeout());
    connection.getMetaData().getDatabaseProductVersion();
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(30);
      statement.setFetchSize(100);
    }
  }
}
