package example;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Threads that make random transactions on one pool, and what came of them. */
final class RandomCrowd {
  private final DataSource pool;
  private final long seed;
  private final AtomicInteger left = new AtomicInteger();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  RandomCrowd(DataSource pool, long seed) {
    this.pool = pool;
    this.seed = seed;
  }

  /** {@code {right=1234, 42P05=66, wrong answer=7}}. */
  String run(int threads, int transactions) throws InterruptedException {
    left.set(transactions);
    Thread[] all = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      Random random = new Random(seed + i);
      all[i] = new Thread(() -> work(random));
      all[i].start();
    }
    for (Thread thread : all) {
      thread.join();
    }
    return outcomes.toString();
  }

  private void work(Random random) {
    while (left.getAndDecrement() > 0) {
      String outcome;
      try (Connection connection = pool.getConnection()) {
        RandomTransaction.run(connection, random);
        outcome = "right";
      } catch (SQLException e) {
        outcome = String.valueOf(e.getSQLState());
      } catch (IllegalStateException e) {
        outcome = e.getMessage().replaceFirst(":.*", "");
      }
      synchronized (outcomes) {
        outcomes.merge(outcome, 1, Integer::sum);
      }
    }
  }
}
