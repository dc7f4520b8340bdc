package example;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Transactions that end in the middle of what is sent for them, and what the application sees of the statements after it. */
final class RiderCommands {
  private interface Step {
    void run() throws Exception;
  }

  private final List<String> seen = new ArrayList<>();
  private final String[] place;

  private RiderCommands(String[] place) {
    this.place = place;
  }

  /** URL, user, password: all that an application can see, on one thread. */
  static String run(String[] arguments) throws Exception {
    return new RiderCommands(arguments).all();
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(place[0], place[1], place[2]);
  }

  private String all() throws Exception {
    try (Connection connection = open()) {
      connection.setAutoCommit(false);
      attempt("failing", () -> Sql.run(connection, "SELECT 1/0"));
      after(connection);
      attempt("batch", () -> failingBatch(connection));
      after(connection);
      attempt("broken parameter", () -> insert(connection, new BrokenStream()));
      after(connection);
      attempt("cancelled", () -> cancelled(connection));
      after(connection);
      try (Connection other = open()) {
        attempt("other", () -> insert(connection, new BorrowingStream(other)));
        after(connection);
        other.setAutoCommit(false);
        attempt("other's transaction", () -> insert(connection, new BorrowingStream(other)));
        other.rollback();
        after(connection);
      }
      attempt(
          "terminated", () -> Sql.run(connection, "SELECT pg_terminate_backend(pg_backend_pid())"));
    }
    try (Connection connection = open()) {
      texts(connection);
      connection.setAutoCommit(false);
      after(connection);
    }
    return String.join("; ", seen);
  }

  private void attempt(String name, Step step) {
    try {
      step.run();
      seen.add(name + " done");
    } catch (SQLException e) {
      // Whether a server that ends says so before it is gone is a matter of chance.
      seen.add(name + (name.equals("terminated") ? " failed" : " " + e.getSQLState()));
    } catch (Exception e) {
      seen.add(name + " " + e);
    }
  }

  private void after(Connection connection) throws SQLException {
    connection.rollback();
    texts(connection);
    connection.rollback();
  }

  private void texts(Connection connection) throws SQLException {
    all(connection, "SET LOCAL work_mem = '1MB'");
    all(
        connection,
        "SET LOCAL work_mem = '1MB'; SET LOCAL work_mem = '2MB'; SELECT 1; SET work_mem = '4MB'; RESET work_mem");
    all(connection, "INSERT INTO shape (number) VALUES (1), (2)");
    if (connection.getAutoCommit()) {
      all(connection, "BEGIN");
      all(connection, "SET LOCAL work_mem = '1MB'");
      all(connection, "COMMIT");
    }
  }

  private void all(Connection connection, String sql) throws SQLException {
    StringBuilder results = new StringBuilder();
    try (Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (rows || statement.getUpdateCount() >= 0) {
        results.append(rows ? " rows" : " " + statement.getUpdateCount());
        rows = statement.getMoreResults();
      }
    }
    seen.add(sql.split(" ")[0] + results);
  }

  private static void failingBatch(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("INSERT INTO shape (number) VALUES (1)");
      statement.addBatch("INSERT INTO shape (number) VALUES (1/0)");
      statement.addBatch("SET LOCAL work_mem = '1MB'");
      statement.executeBatch();
    }
  }

  /** From inside: old drivers send their own request by chance, and it may come late. */
  private static void cancelled(Connection connection) throws SQLException {
    Sql.run(connection, "SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(20)");
  }

  private void insert(Connection connection, InputStream parameter) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO shape (name) VALUES (encode(?, 'hex'))")) {
      statement.setBinaryStream(1, parameter, 2);
      seen.add("inserted " + statement.executeUpdate() + " more " + statement.getMoreResults() + " "
          + statement.getUpdateCount());
    }
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("broken");
    }
  }

  /** What is sent to one connection is read from another meanwhile. */
  private static final class BorrowingStream extends InputStream {
    private final Connection from;
    private InputStream read;

    BorrowingStream(Connection from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (read == null) {
        try (Statement statement = from.createStatement();
            ResultSet rows = statement.executeQuery("SELECT 'ab'")) {
          rows.next();
          read = new ByteArrayInputStream(rows.getString(1).getBytes("US-ASCII"));
        } catch (SQLException e) {
          throw new IOException(e);
        }
      }
      return read.read(to, offset, length);
    }
  }
}
