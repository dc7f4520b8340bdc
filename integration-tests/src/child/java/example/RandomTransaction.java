package example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Locale;
import java.util.Random;

/** One transaction of a kind that chance decides, checking every answer. It needs {@code CREATE TABLE shape (id serial PRIMARY KEY, number int, name text)}. */
final class RandomTransaction {
  private static final String SESSION =
      "SELECT current_setting('statement_timeout') || '/' || current_setting('lock_timeout') || '/'"
          + " || current_setting('idle_in_transaction_session_timeout') || '/' || current_setting('search_path')";

  private enum Kind {
    COMMIT,
    ROLLBACK,
    ERROR,
    SAVEPOINT,
    CURSOR,
    BATCH,
    READ_ONLY,
    AUTOCOMMIT
  }

  private final Connection connection;
  private final Random random;
  private String session = "";

  private RandomTransaction(Connection connection, Random random) {
    this.connection = connection;
    this.random = random;
  }

  /** Its kind, and what it found its session's settings to be. */
  static String run(Connection connection, Random random) throws SQLException {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    RandomTransaction transaction = new RandomTransaction(connection, random);
    connection.setReadOnly(kind == Kind.READ_ONLY);
    connection.setAutoCommit(kind == Kind.AUTOCOMMIT);
    try {
      transaction.run(kind);
    } finally {
      if (kind != Kind.AUTOCOMMIT) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      connection.setReadOnly(false);
    }
    return kind.name().toLowerCase(Locale.ROOT) + " " + transaction.session;
  }

  private void run(Kind kind) throws SQLException {
    boolean lookFirst = random.nextBoolean();
    if (lookFirst) {
      look();
    }
    work(kind);
    if (!lookFirst && kind != Kind.ERROR) {
      look();
    }
    if (kind != Kind.ROLLBACK && kind != Kind.ERROR && kind != Kind.AUTOCOMMIT) {
      connection.commit();
    }
  }

  private void look() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SESSION)) {
      rows.next();
      session = rows.getString(1);
    }
  }

  private void work(Kind kind) throws SQLException {
    multiply(1 + random.nextInt(4));
    switch (kind) {
      case ERROR:
        Sql.fail(connection, "SELECT 1 / 0", "22012");
        break;
      case SAVEPOINT:
        savepoint();
        break;
      case CURSOR:
        cursor();
        break;
      case BATCH:
        batch();
        break;
      default:
        multiply(random.nextInt(3));
    }
  }

  /** Different texts that differ in their answers: another client's under the same name would be noticed. */
  private void multiply(int times) throws SQLException {
    for (int i = 0; i < times; i++) {
      int factor = 1 + random.nextInt(40);
      int number = random.nextInt(1000);
      try (PreparedStatement select =
          connection.prepareStatement("SELECT ?::int * " + factor + ", ?::text")) {
        select.setInt(1, number);
        select.setString(2, "of " + factor);
        try (ResultSet rows = select.executeQuery()) {
          rows.next();
          expect(number * factor, rows.getInt(1));
          expect("of " + factor, rows.getString(2));
        }
      }
    }
  }

  private void savepoint() throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    if (random.nextBoolean()) {
      Sql.fail(connection, "SELECT 1 / 0", "22012");
    } else {
      multiply(1);
    }
    connection.rollback(savepoint);
    multiply(1);
  }

  private void cursor() throws SQLException {
    int count = 10 + random.nextInt(50);
    int read = random.nextBoolean() ? count : random.nextInt(count);
    try (PreparedStatement select =
        connection.prepareStatement("SELECT generate_series(1, ?::int)")) {
      select.setInt(1, count);
      select.setFetchSize(7);
      try (ResultSet rows = select.executeQuery()) {
        for (int i = 1; i <= read; i++) {
          rows.next();
          expect(i, rows.getInt(1));
        }
      }
    }
  }

  private void batch() throws SQLException {
    int count = 1 + random.nextInt(12);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO public.shape (number) VALUES (?)")) {
      for (int i = 0; i < count; i++) {
        insert.setInt(1, i);
        insert.addBatch();
      }
      for (int updated : insert.executeBatch()) {
        expect(1, updated);
      }
    }
  }

  private static void expect(Object wanted, Object found) {
    if (!wanted.equals(found)) {
      throw new IllegalStateException("wrong answer: " + found + " instead of " + wanted);
    }
  }
}
