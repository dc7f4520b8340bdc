package io.tripmeter.sample;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.TimeUnit;

/** Opens the pool and prints how long that took, and how long until the pool was full. */
final class ConnectionPool {
  private static final long POLL_MILLIS = 5;

  private ConnectionPool() {}

  static HikariDataSource open(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("sample");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.poolSize());

    long started = System.nanoTime();
    HikariDataSource pool = new HikariDataSource(config);
    System.out.println("pool constructed in " + millisSince(started) + " ms");
    reportWhenFull(pool, started);
    return pool;
  }

  /** Polls the pool, because it fills in the background and does not report when it is full. */
  private static void reportWhenFull(HikariDataSource pool, long started) {
    Thread watch = new Thread(() -> awaitFull(pool, started), "sample-pool-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitFull(HikariDataSource pool, long started) {
    int wanted = pool.getMaximumPoolSize();
    try {
      while (!pool.isClosed()) {
        int open = pool.getHikariPoolMXBean().getTotalConnections();
        if (open >= wanted) {
          System.out.println(
              "pool ready: " + open + " connections in " + millisSince(started) + " ms");
          return;
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long millisSince(long started) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }
}
