package example;

import java.sql.Connection;

/** One shape of a transaction; what it has seen depends on nothing but the data. It begins outside any transaction, and ends so. */
interface Shape {
  void in(Connection connection, Seen seen) throws Exception;

  /** With autocommit off from its first to its last statement. */
  static Shape transaction(Shape shape) {
    return (connection, seen) -> {
      connection.setAutoCommit(false);
      try {
        shape.in(connection, seen);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    };
  }
}
