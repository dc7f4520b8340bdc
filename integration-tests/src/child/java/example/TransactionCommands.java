package example;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What the console can do in transactions. */
final class TransactionCommands {
  /** Random begins alike for seeds that are close to each other. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private TransactionCommands() {}

  /** A pool's name and statements: the answers, " | " between them, or the first failure. */
  static String pooled(String[] arguments) throws SQLException {
    try (Connection connection = PoolCommands.pool(arguments[0]).getConnection()) {
      return run(connection, Arrays.asList(arguments).subList(1, arguments.length));
    }
  }

  /** A pool's name and milliseconds, for which its session is idle in a transaction. */
  static String withPause(String[] arguments) throws SQLException, InterruptedException {
    try (Connection connection = PoolCommands.pool(arguments[0]).getConnection()) {
      connection.setAutoCommit(false);
      PoolCommands.ask(connection, "SELECT 1");
      Thread.sleep(Long.parseLong(arguments[1]));
      String answer = PoolCommands.ask(connection, "SELECT 2");
      connection.commit();
      return answer;
    }
  }

  /** URL, user, password and statements, on a connection of its own. */
  static String own(String[] arguments) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
      return run(connection, Arrays.asList(arguments).subList(3, arguments.length));
    }
  }

  private static String run(Connection connection, List<String> statements) throws SQLException {
    connection.setAutoCommit(false);
    List<String> answers = new ArrayList<>();
    try {
      for (String sql : statements) {
        answers.add(PoolCommands.ask(connection, sql));
      }
      connection.commit();
    } finally {
      connection.rollback();
    }
    return String.join(" | ", answers);
  }

  /** A pool's name and a number: the kind of transaction and what its session was like. */
  static String random(String[] arguments) throws Exception {
    try (Connection connection = PoolCommands.pool(arguments[0]).getConnection()) {
      return RandomTransaction.run(connection, new Random(SPREAD * Long.parseLong(arguments[1])));
    }
  }

  /** A pool's name, how many threads, how many transactions, a seed. */
  static String crowd(String[] arguments) throws Exception {
    return new RandomCrowd(PoolCommands.pool(arguments[0]), Long.parseLong(arguments[3]))
        .run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
  }
}
