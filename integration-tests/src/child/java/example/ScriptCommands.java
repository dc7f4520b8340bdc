package example;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What one user of a pooled connection does with it, step after step; what fails does not end it. */
final class ScriptCommands {
  private final Connection connection;
  private Savepoint savepoint;

  private ScriptCommands(Connection connection) {
    this.connection = connection;
  }

  /** A pool's name and steps: the answers, " | " between them; of a failure its SQLSTATE. */
  static String pooled(String[] arguments) throws Exception {
    try (Connection connection = PoolCommands.pool(arguments[0]).getConnection()) {
      ScriptCommands script = new ScriptCommands(connection);
      List<String> answers = new ArrayList<>();
      try {
        for (String step : Arrays.asList(arguments).subList(1, arguments.length)) {
          answers.add(script.answer(step));
        }
      } finally {
        if (!connection.getAutoCommit()) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
      }
      return String.join(" | ", answers);
    }
  }

  private String answer(String step) throws Exception {
    try {
      return step(step);
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  private String step(String step) throws Exception {
    int colon = step.indexOf(": ");
    String sql = step.substring(colon < 0 ? step.length() : colon + 2);
    String[] words = step.substring(0, colon < 0 ? step.length() : colon).split(" ");
    switch (words[0]) {
      case "begin":
        connection.setAutoCommit(false);
        return "begin";
      case "commit":
        connection.commit();
        return "commit";
      case "rollback":
        connection.rollback();
        return "rollback";
      case "autocommit":
        connection.setAutoCommit(true);
        return "autocommit";
      case "savepoint":
        savepoint = connection.setSavepoint();
        return "savepoint";
      case "back":
        if (savepoint == null) {
          return "no savepoint";
        }
        connection.rollback(savepoint);
        return "back";
      case "readonly":
        connection.setReadOnly(true);
        return "readonly";
      case "sql":
        return PoolCommands.ask(connection, sql);
      case "limit":
        return limited(Integer.parseInt(words[1]), sql);
      case "batch":
        return batch(Integer.parseInt(words[1]), sql);
      case "prepared":
        return prepared(Integer.parseInt(words[1]), Integer.parseInt(words[2]), sql);
      case "cursor":
        return cursor(Integer.parseInt(words[1]), sql);
      case "copy-out":
        return "" + copies().copyOut(sql, new java.io.ByteArrayOutputStream());
      case "copy-in":
        return "" + copies().copyIn(sql, new Slow(Long.parseLong(words[1])));
      default:
        throw new IllegalArgumentException(step);
    }
  }

  private CopyManager copies() throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private String limited(int seconds, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(seconds);
      if (!statement.execute(sql)) {
        return "done";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : "no row";
      }
    }
  }

  private String batch(int seconds, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(seconds);
      statement.addBatch(sql);
      statement.addBatch("SET application_name = 'batch'");
      return Arrays.toString(statement.executeBatch());
    }
  }

  private String prepared(int seconds, int times, String sql) throws SQLException {
    StringBuilder answers = new StringBuilder();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < times; i++) {
        statement.setQueryTimeout(i % 2 == 0 ? 0 : seconds);
        statement.setInt(1, i);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          answers.append(i == 0 ? "" : ",").append(rows.getString(1));
        }
      }
    }
    return answers.toString();
  }

  /** Reads one row at a time, and asks something else after the first. */
  private String cursor(int seconds, String sql) throws SQLException {
    int count = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(seconds);
      statement.setFetchSize(1);
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          if (count++ == 0) {
            PoolCommands.ask(connection, "SELECT 'between'");
          }
        }
      }
    }
    return count + " rows";
  }

  /** Two lines, the second after a while. */
  private static final class Slow extends InputStream {
    private final InputStream lines =
        new ByteArrayInputStream("1\n2\n".getBytes(StandardCharsets.US_ASCII));
    private final long millis;

    Slow(long millis) {
      this.millis = millis;
    }

    @Override
    public int read() throws IOException {
      return lines.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      try {
        Thread.sleep(millis / 2);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return lines.read(to, offset, Math.min(2, length));
    }
  }
}
