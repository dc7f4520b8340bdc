package io.tripmeter.connect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What one of two clients sees of the server that answers it, in one round trip. */
public final class BackendProbe {
  private static final String PROCESS = "select pg_catalog.pg_backend_pid()";

  private final int process;
  private final boolean meetsFirst;

  private BackendProbe(int process, boolean meetsFirst) {
    this.process = process;
    this.meetsFirst = meetsFirst;
  }

  /** By the first client, whose statement stays on the server by this name. */
  public static BackendProbe byFirst(Connection connection, ProbeName name)
      throws SQLException, ReflectiveOperationException {
    return of(connection, PROCESS + ", false" + name.mark(), name);
  }

  /** By the second client, whose statement has the same name and another text. */
  public static BackendProbe bySecond(Connection connection, ProbeName name)
      throws SQLException, ReflectiveOperationException {
    return of(
        connection,
        PROCESS + ", exists (select 1 from pg_catalog.pg_prepared_statements where "
            + name.isFirsts("statement") + ")",
        name);
  }

  private static BackendProbe of(Connection connection, String text, ProbeName name)
      throws SQLException, ReflectiveOperationException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(true);
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      name.execute(connection, statement);
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return new BackendProbe((int) row.getLong(1), row.getBoolean(2));
      }
    } finally {
      connection.setAutoCommit(autoCommit);
    }
  }

  /** The server's process. */
  public int process() {
    return process;
  }

  /** Whether the first client's prepared statement is there. */
  public boolean meetsFirst() {
    return meetsFirst;
  }
}
