package example;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Read-only work, as applications and their frameworks do it. */
final class ReadCommands {
  private ReadCommands() {}

  /** The answer to a question, asked read-only and without a transaction. */
  static String autocommit(String[] arguments) throws SQLException {
    try (Connection connection = PoolCommands.pool(arguments[0]).getConnection()) {
      connection.setReadOnly(true);
      return PoolCommands.ask(connection, arguments[1]);
    }
  }

  /** The answers, asked in one read-only transaction as Spring begins and ends it. */
  static String transaction(String[] arguments) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Connection connection = PoolCommands.pool(arguments[0]).getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      for (int i = 1; i < arguments.length; i++) {
        answers.add(PoolCommands.ask(connection, arguments[i]));
      }
      connection.commit();
      connection.setAutoCommit(true);
      connection.setReadOnly(false);
    }
    return String.join(", ", answers);
  }

  /** Whether a standby answers just after a write of the same thread, and after a while. */
  static String ownWrites(String[] arguments) throws Exception {
    PoolCommands.ask(new String[] {arguments[0], "UPDATE items SET n = n WHERE n = 1"});
    String[] question = {arguments[0], "SELECT pg_is_in_recovery()"};
    String first = autocommit(question);
    Thread.sleep(2200);
    return first + "," + autocommit(question);
  }

  static String shapes(String[] arguments) {
    return ReadShapes.all(PoolCommands.pool(arguments[0]), arguments.length > 1);
  }

  /** Clients at random work on a table of counters; how often each sort was done, and whatever was wrong. */
  static String crowd(String[] arguments) throws InterruptedException, ExecutionException {
    int clients = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<int[]>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int client = i;
        running.add(threads.submit(() -> client(arguments[0], client, rounds)));
      }
      int reads = 0;
      int writes = 0;
      for (Future<int[]> each : running) {
        reads += each.get()[0];
        writes += each.get()[1];
      }
      return "reads=" + reads + " writes=" + writes;
    } finally {
      threads.shutdown();
    }
  }

  /** Nobody reads less than it has written itself: each has a thread and a counter of its own. */
  private static int[] client(String pool, int client, int rounds) throws SQLException {
    Random random = new Random(client);
    int[] done = new int[2];
    for (int round = 0; round < rounds; round++) {
      if (random.nextInt(4) == 0) {
        write(pool, client);
        done[1]++;
      } else {
        String seen = transaction(
            new String[] {pool, "SELECT n /* read */ FROM counters WHERE id = " + client});
        done[0]++;
        if (Integer.parseInt(seen) < done[1]) {
          throw new IllegalStateException("wrote " + done[1] + " and read " + seen);
        }
      }
    }
    return done;
  }

  private static void write(String pool, int client) throws SQLException {
    try (Connection connection = PoolCommands.pool(pool).getConnection()) {
      connection.setAutoCommit(false);
      PoolCommands.ask(
          connection, "UPDATE counters /* write */ SET n = n + 1 WHERE id = " + client);
      connection.commit();
      connection.setAutoCommit(true);
    }
  }
}
