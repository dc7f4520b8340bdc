package example;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Threads that ask the database without a pause, and count what came of it. */
final class FaultLoad {
  private static final int THREADS = 4;

  private final AtomicLong right = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong strange = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  FaultLoad(DataSource pool) {
    for (int i = 0; i < THREADS; i++) {
      threads.add(new Thread(() -> ask(pool), "load-" + i));
    }
    threads.forEach(Thread::start);
  }

  private void ask(DataSource pool) {
    for (int i = 0; !stopped; i++) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT " + i)) {
        (rows.next() && rows.getInt(1) == i ? right : strange).incrementAndGet();
      } catch (SQLException e) {
        failed.incrementAndGet();
      } catch (Throwable e) {
        strange.incrementAndGet();
        System.out.println("strange " + e);
      }
    }
  }

  String stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return toString();
  }

  @Override
  public String toString() {
    return "right=" + right + " failed=" + failed + " strange=" + strange;
  }
}
