package example;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;

/** Transactions, and what goes wrong in them. */
final class TransactionWork {
  private static final String SELECT = "SELECT 1";

  private TransactionWork() {}

  static void addTo(Map<String, Work> all) {
    all.put("begin", Work.inTransaction(connection -> Sql.run(connection, SELECT)));
    all.put("commit", Work.inTransaction(TransactionWork::commit));
    all.put("empty-commit", Work.inTransaction(Connection::commit));
    all.put("rollback", Work.inTransaction(TransactionWork::rollback));
    all.put("empty-rollback", Work.inTransaction(Connection::rollback));
    all.put("savepoint", Work.inTransaction(TransactionWork::savepoint));
    all.put("rollback-to", Work.inTransaction(TransactionWork::rollbackTo));
    all.put("error-in-transaction", Work.inTransaction(TransactionWork::error));
    all.put("commit-by-statement", Work.borrowing(TransactionWork::byStatement));
  }

  static void commit(Connection connection) throws SQLException {
    Sql.run(connection, SELECT);
    connection.commit();
  }

  private static void rollback(Connection connection) throws SQLException {
    Sql.run(connection, SELECT);
    connection.rollback();
  }

  private static void savepoint(Connection connection) throws SQLException {
    Savepoint savepoint = connection.setSavepoint("here");
    Sql.run(connection, SELECT);
    connection.releaseSavepoint(savepoint);
    connection.commit();
  }

  private static void rollbackTo(Connection connection) throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    Sql.run(connection, SELECT);
    connection.rollback(savepoint);
    connection.commit();
  }

  private static void error(Connection connection) throws SQLException {
    Sql.run(connection, SELECT);
    Sql.fail(connection, "SELECT 1/0", "22012");
    Sql.fail(connection, SELECT, "25P02");
    connection.rollback();
  }

  private static void byStatement(Connection connection) throws SQLException {
    Sql.run(connection, "BEGIN");
    Sql.run(connection, SELECT);
    Sql.run(connection, "COMMIT");
  }
}
