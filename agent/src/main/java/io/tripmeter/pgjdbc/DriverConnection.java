package io.tripmeter.pgjdbc;

import io.tripmeter.reflect.ReflectiveAccess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Members of an open PgConnection and its query executor. A ReflectiveOperationException means that the driver's version is unknown. */
public final class DriverConnection {
  private final ReflectiveAccess connection;

  private DriverConnection(Connection connection) {
    this.connection = ReflectiveAccess.of(connection);
  }

  public static DriverConnection of(Connection connection) {
    return new DriverConnection(connection);
  }

  /** The server's process, as the handshake told it: BackendKeyData. */
  public int backendProcess() throws ReflectiveOperationException {
    return connection.number("getBackendPID");
  }

  /** What the server has reported of this parameter in the handshake, or since; null for nothing. Drivers since 42.2.6 keep it. */
  public @Nullable String reported(String parameter) throws ReflectiveOperationException {
    return connection.hasWith("getParameterStatus", 1)
        ? (String) connection.call("getParameterStatus", parameter)
        : null;
  }

  /** The same of a query executor. */
  public static int processOf(Object executor) throws ReflectiveOperationException {
    return ReflectiveAccess.of(executor).number("getBackendPID");
  }

  public boolean isInTransaction() throws ReflectiveOperationException {
    return !connection.get("getTransactionState").toString().equals("IDLE");
  }

  /** Whether an operation has the connection for itself until it ends: COPY. */
  public boolean isLocked() throws ReflectiveOperationException {
    return ReflectiveAccess.of(executor()).field("lockedFor") != null;
  }

  /** QueryExecutorImpl. */
  public Object executor() throws ReflectiveOperationException {
    return connection.get("getQueryExecutor");
  }

  public DriverStreams streams() throws ReflectiveOperationException {
    return DriverStreams.of(executor());
  }

  public void setPrepareThreshold(int executions) throws ReflectiveOperationException {
    connection.call("setPrepareThreshold", executions);
  }

  /** The URL that DatabaseMetaData.getURL returns. */
  public void setUrl(String url) throws ReflectiveOperationException {
    connection.set("creatingURL", url);
  }

  /**
   * Executes a statement that is prepared on the server at once, under a name with this number. The driver names statements {@code S_} and
   * a number that it counts up.
   */
  public void executePrepared(PreparedStatement statement, long number)
      throws SQLException, ReflectiveOperationException {
    ReflectiveAccess executor = ReflectiveAccess.of(executor());
    String counter = "nextUniqueID";
    @Nullable Object next = executor.field(counter);
    ReflectiveAccess.of(statement).call("setPrepareThreshold", 1);
    executor.set(counter, number);
    try {
      statement.execute();
    } finally {
      executor.set(counter, next == null ? number : next);
    }
  }
}
