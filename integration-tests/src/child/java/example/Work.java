package example;

import java.sql.Connection;
import javax.sql.DataSource;

/** One kind of work with a database, as an application does it in one request. */
interface Work {
  void with(DataSource pool) throws Exception;

  /** Work that needs no more than one connection, in autocommit. */
  interface OnConnection {
    void with(Connection connection) throws Exception;
  }

  static Work borrowing(OnConnection work) {
    return pool -> {
      try (Connection connection = pool.getConnection()) {
        work.with(connection);
      }
    };
  }

  /** The same with autocommit off; the work says itself how its transaction ends. */
  static Work inTransaction(OnConnection work) {
    return borrowing(connection -> {
      connection.setAutoCommit(false);
      work.with(connection);
    });
  }
}
