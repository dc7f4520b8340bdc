package example;

import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a piece of work has seen of the database, as text. */
final class Seen {
  /** What may fail. */
  interface Step {
    void run() throws Exception;
  }

  private final List<String> all = new ArrayList<>();

  Seen add(String what, Object value) {
    all.add(what + "=" + value);
    return this;
  }

  Seen counts(int[] counts) {
    return add("counts", Arrays.toString(counts));
  }

  /** Every column of every row. */
  Seen rows(ResultSet rows) throws SQLException {
    List<String> lines = new ArrayList<>();
    while (rows.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(String.valueOf(rows.getObject(i)));
      }
      lines.add(String.join(",", values));
    }
    return add("rows", lines);
  }

  /** All results of what was executed: row sets and update counts, in order. */
  Seen results(Statement statement, boolean first) throws SQLException {
    boolean isRows = first;
    while (isRows || statement.getUpdateCount() != -1) {
      if (isRows) {
        rows(statement.getResultSet());
      } else {
        add("count", statement.getUpdateCount());
      }
      isRows = statement.getMoreResults();
    }
    return this;
  }

  Seen warnings(Statement statement) throws SQLException {
    for (SQLWarning warning = statement.getWarnings();
        warning != null;
        warning = warning.getNextWarning()) {
      add("warning", warning.getMessage());
    }
    return this;
  }

  /** What has to fail. */
  Seen failure(Step step) throws Exception {
    try {
      step.run();
      return add("failure", "none");
    } catch (BatchUpdateException e) {
      return add("failure", e.getSQLState()).counts(e.getUpdateCounts());
    } catch (SQLException e) {
      return add("failure", e.getSQLState());
    }
  }

  @Override
  public String toString() {
    return String.join(" ", all);
  }
}
