package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Very many threads and tasks, of methods that are units of work, and of one that is none. Arguments: URL, user, password, the number of virtual
 * threads, the number of submits. Ends with a line on its standard input.
 */
final class Limits {
  private static final int BATCH = 1000;

  private static HikariDataSource pool;

  private Limits() {}

  public static void main(String[] arguments) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setPoolName("main");
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(4);
    config.setConnectionTimeout(100_000);
    pool = new HikariDataSource(config);
    System.out.println("opened");
    System.in.read();
    // Classes that are used for the first time pin whoever waits for them: not in the crowd.
    one();
    System.out.println("crowd " + crowd(Integer.parseInt(arguments[3])));
    System.out.println("structured " + structured());
    int submits = Integer.parseInt(arguments[4]);
    submits(submits / 10);
    idle(submits / 10);
    long before = used();
    submits(submits);
    idle(submits);
    System.out.println("grown " + (used() - before));
    System.out.println("nothing pending " + nothingIsPending());
    System.in.read();
    System.exit(0);
  }

  private static int one() {
    try (Connection connection = pool.getConnection()) {
      Sql.run(connection, "SELECT 1");
      return 1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A unit of so many round trips. */
  static int crowd(int threads) throws Exception {
    ExecutorService virtual = RequestJdkServer.virtualThreads();
    List<Future<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      tasks.add(virtual.submit(Limits::one));
    }
    int done = 0;
    for (Future<Integer> task : tasks) {
      done += task.get();
    }
    virtual.shutdown();
    return done;
  }

  /** A unit of three, in a scope that is a preview of Java 21 and of Java 25. */
  static int structured() throws Exception {
    Class<?> type;
    Object scope;
    try {
      type = Class.forName("java.util.concurrent.StructuredTaskScope$ShutdownOnFailure");
      scope = type.getConstructor().newInstance();
    } catch (ClassNotFoundException java25) {
      type = Class.forName("java.util.concurrent.StructuredTaskScope");
      scope = type.getMethod("open").invoke(null);
    }
    Method fork = type.getMethod("fork", Callable.class);
    Callable<Integer> task = Limits::one;
    for (int i = 0; i < 3; i++) {
      fork.invoke(scope, task);
    }
    type.getMethod("join").invoke(scope);
    type.getMethod("close").invoke(scope);
    return 3;
  }

  /** A unit without a round trip. */
  static void submits(int tasks) throws Exception {
    submit(tasks);
  }

  private static void idle(int tasks) throws Exception {
    submit(tasks);
  }

  private static void submit(int tasks) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    for (int i = 0; i < tasks; i += BATCH) {
      CountDownLatch done = new CountDownLatch(BATCH);
      for (int j = 0; j < BATCH; j++) {
        executor.submit(done::countDown);
      }
      done.await();
    }
    executor.shutdown();
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static String nothingIsPending() throws Exception {
    try {
      Method empty =
          Class.forName("io.tripmeter.boot.TaskCalls").getDeclaredMethod("nothingIsPending");
      empty.setAccessible(true);
      return String.valueOf(empty.invoke(null));
    } catch (ClassNotFoundException bare) {
      return "bare";
    }
  }
}
