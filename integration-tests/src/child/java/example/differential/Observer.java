package example.differential;

import java.io.EOFException;
import java.net.SocketException;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Arrays;
import org.postgresql.util.PGobject;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Writes down what JDBC's objects say. */
final class Observer {
  /** What may fail. */
  interface Step {
    void run() throws Exception;
  }

  private final Transcript transcript;

  Observer(Transcript transcript) {
    this.transcript = transcript;
  }

  void fact(String what, Object value) {
    transcript.fact(what, value);
  }

  String identity(String kind, String value) {
    return transcript.identity(kind, value);
  }

  /** A failure is an observation like any other; whether there was none. */
  boolean attempt(Step step) {
    try {
      step.run();
      return true;
    } catch (Exception e) {
      failure(e);
      return false;
    }
  }

  private void failure(Throwable thrown) {
    fact("thrown", thrown.getClass().getName() + ": " + thrown.getMessage());
    if (thrown instanceof SQLException) {
      fact(
          "state",
          ((SQLException) thrown).getSQLState() + " " + ((SQLException) thrown).getErrorCode());
    }
    if (thrown instanceof BatchUpdateException) {
      fact("counts", Arrays.toString(((BatchUpdateException) thrown).getLargeUpdateCounts()));
    }
    if (thrown instanceof PSQLException) {
      serverError(((PSQLException) thrown).getServerErrorMessage());
    }
    if (thrown instanceof SQLException && ((SQLException) thrown).getNextException() != null) {
      fact("next", "");
      failure(((SQLException) thrown).getNextException());
    }
    if (thrown.getCause() != null) {
      fact("cause", cause(thrown.getCause()));
    }
    fact("suppressed", thrown.getSuppressed().length);
  }

  /** The end of a connection that is closed by the server reaches the driver's next write or its next read. */
  private static String cause(Throwable cause) {
    boolean ended = cause instanceof EOFException || cause instanceof SocketException;
    return ended ? "the connection's end" : cause.getClass().getName() + ": " + cause.getMessage();
  }

  private void serverError(ServerErrorMessage error) {
    if (error != null) {
      fact(
          "server",
          error.getSeverity() + " position=" + error.getPosition() + " internal="
              + error.getInternalPosition()
              + " detail=" + error.getDetail() + " hint=" + error.getHint() + " where="
              + error.getWhere()
              + " constraint=" + error.getConstraint() + " table=" + error.getTable() + " routine="
              + routine(error));
    }
  }

  /**
   * A statement with a name fails as it is bound, one without as it is parsed, and one whose columns are not known yet as it is described:
   * which it is depends on the pooler in between and on what ran before.
   */
  private static String routine(ServerErrorMessage error) {
    return String.valueOf(error.getRoutine())
        .replaceFirst("exec_(bind|parse|describe_statement)_message", "exec_message");
  }

  /** All results of what was executed, row sets and update counts in order, keys and warnings. */
  void results(Statement statement, boolean first) throws SQLException {
    boolean isRows = first;
    while (isRows || statement.getUpdateCount() != -1) {
      if (isRows) {
        rows(statement.getResultSet());
      } else {
        fact("count", statement.getUpdateCount());
      }
      warnings("statement", statement.getWarnings());
      isRows = statement.getMoreResults();
    }
    warnings("end", statement.getWarnings());
    fact(
        "timeout",
        statement.getQueryTimeout() + " fetch=" + statement.getFetchSize() + " max="
            + statement.getMaxRows());
  }

  void warnings(String of, SQLWarning first) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      if (!isOfTheServersCaches(warning)) {
        fact("warning of " + of, warning.getSQLState() + " " + warning.getMessage());
      }
    }
  }

  /** With client_min_messages = debug1 a session tells when it enlarges its caches: that depends on all that it has run. */
  private static boolean isOfTheServersCaches(SQLWarning warning) {
    return String.valueOf(warning.getMessage()).startsWith("rehashing catalog cache");
  }

  /** Every column of every row, and what the columns are. */
  void rows(ResultSet rows) throws SQLException {
    fact("columns", columns(rows.getMetaData()));
    while (rows.next()) {
      row(rows);
    }
    warnings("rows", rows.getWarnings());
    rows.close();
  }

  void row(ResultSet rows) throws SQLException {
    StringBuilder values = new StringBuilder();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      values
          .append(i == 1 ? "" : " | ")
          .append(value(rows.getObject(i)))
          .append(rows.wasNull() ? "!" : "");
    }
    fact("row " + rows.getRow(), values);
  }

  static String columns(ResultSetMetaData metadata) throws SQLException {
    StringBuilder columns = new StringBuilder();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns
          .append(metadata.getColumnLabel(i))
          .append(' ')
          .append(metadata.getColumnType(i))
          .append(' ')
          .append(metadata.getPrecision(i))
          .append(',')
          .append(metadata.getScale(i))
          .append("; ");
    }
    return columns.toString();
  }

  /** The driver writes arrays that came as text otherwise than those that came in binary. */
  private static String elements(Array array) {
    try {
      return Arrays.deepToString((Object[]) array.getArray());
    } catch (SQLException e) {
      return e.toString();
    }
  }

  static String value(Object value) {
    if (value instanceof byte[]) {
      return Arrays.toString((byte[]) value);
    }
    if (value instanceof Array) {
      return "Array:" + elements((Array) value);
    }
    if (value instanceof PGobject) {
      return ((PGobject) value).getType() + ":" + value;
    }
    return value == null ? "null" : value.getClass().getSimpleName() + ":" + value;
  }
}
