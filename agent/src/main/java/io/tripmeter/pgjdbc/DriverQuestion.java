package io.tripmeter.pgjdbc;

import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A question that is asked between two statements of somebody else's on their connection, in one round trip and without a trace: no
 * transaction begins for it (BaseConnection.execSQLQuery sends no BEGIN; pgjdbc 42.2 to 42.7), and one that is open goes on even if the
 * question fails, because a savepoint goes with it in the same round trip.
 */
public final class DriverQuestion {
  private static final String SAVEPOINT = "tripmeter_question";

  private final Connection connection;
  private final String transaction;

  private DriverQuestion(Connection connection, String transaction) {
    this.connection = connection;
    this.transaction = transaction;
  }

  /** Null while the connection's transaction has failed: it would refuse any question. Null while a COPY is open: the question would wait for it. */
  public static @Nullable DriverQuestion on(Connection connection)
      throws ReflectiveOperationException {
    String transaction =
        ReflectiveAccess.of(connection).get("getTransactionState").toString();
    return transaction.equals("FAILED") || DriverConnection.of(connection).isLocked()
        ? null
        : new DriverQuestion(connection, transaction);
  }

  /** The first row of a query's result; null if it has none. */
  public @Nullable String @Nullable [] firstRow(String query)
      throws SQLException, ReflectiveOperationException {
    if (transaction.equals("IDLE")) {
      return ask(query);
    }
    try {
      return ask("savepoint " + SAVEPOINT + "; " + query + "; release savepoint " + SAVEPOINT);
    } catch (SQLException | ReflectiveOperationException | RuntimeException failure) {
      String back = "rollback to savepoint " + SAVEPOINT + "; release savepoint " + SAVEPOINT;
      ReflectiveAccess.of(connection).callWith("execSQLUpdate", back);
      throw failure;
    }
  }

  private @Nullable String @Nullable [] ask(String sql)
      throws SQLException, ReflectiveOperationException {
    Object result = ReflectiveAccess.of(connection).callWith("execSQLQuery", sql);
    if (!(result instanceof ResultSet)) {
      return null;
    }
    ResultSet rows = (ResultSet) result;
    try (Statement made = rows.getStatement()) {
      // Closed with the statement that the driver has made for it.
      if (made == null || !rows.next()) {
        return null;
      }
      @Nullable String[] row = new String[rows.getMetaData().getColumnCount()];
      for (int i = 0; i < row.length; i++) {
        row[i] = rows.getString(i + 1);
      }
      return row;
    }
  }
}
