package io.tripmeter.doctor;

import io.tripmeter.connect.StartupPlan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What a number of connections cost, one after the other and all at once. Immutable. */
final class Crowd {
  /** Longer ones are calculated from those before. */
  private static final double LONGEST_SERIAL_MILLIS = 4_000;

  final int size;
  final double serialMillis;
  final boolean serialMeasured;

  /** Null if it was left out. */
  final @Nullable Double parallelMillis;

  /** Why something was left out; null for nothing. */
  final @Nullable String leftOut;

  Crowd(
      int size,
      double serialMillis,
      boolean serialMeasured,
      @Nullable Double parallelMillis,
      @Nullable String leftOut) {
    this.size = size;
    this.serialMillis = serialMillis;
    this.serialMeasured = serialMeasured;
    this.parallelMillis = parallelMillis;
    this.leftOut = leftOut;
  }

  /** Not tried: one after the other is calculated. */
  static Crowd leftOut(int size, double oneMillis, String why) {
    return new Crowd(size, size * oneMillis, false, null, why);
  }

  /** @param oneMillis what one has taken, as the driver opens it alone */
  static Crowd measure(Opener opener, StartupPlan plan, int size, double oneMillis) {
    try {
      boolean measured = size * oneMillis <= LONGEST_SERIAL_MILLIS;
      double serial = measured ? serial(opener, size) : size * oneMillis;
      return new Crowd(size, serial, measured, parallel(opener, plan, size), null);
    } catch (SQLException refused) {
      return leftOut(size, oneMillis, "refused, SQLSTATE " + refused.getSQLState());
    }
  }

  private static double serial(Opener opener, int size) throws SQLException {
    List<Opened> all = new ArrayList<>();
    long before = System.nanoTime();
    try {
      for (int i = 0; i < size; i++) {
        all.add(opener.alone());
      }
      return (System.nanoTime() - before) / 1e6;
    } finally {
      all.forEach(opener::close);
    }
  }

  private static double parallel(Opener opener, StartupPlan plan, int size) throws SQLException {
    ExecutorService threads = Executors.newFixedThreadPool(size, work -> {
      Thread thread = new Thread(work, "tripmeter-doctor");
      thread.setDaemon(true);
      return thread;
    });
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Opened>> opening = new ArrayList<>();
    List<Opened> all = new ArrayList<>();
    try {
      for (int i = 0; i < size; i++) {
        opening.add(threads.submit(() -> {
          start.await();
          return opener.planned(plan);
        }));
      }
      long before = System.nanoTime();
      start.countDown();
      SQLException refused = null;
      for (Future<Opened> each : opening) {
        try {
          all.add(each.get());
        } catch (ExecutionException failed) {
          refused = failed.getCause() instanceof SQLException
              ? (SQLException) failed.getCause()
              : new SQLException(failed.getCause());
        }
      }
      if (refused != null) {
        throw refused;
      }
      return (System.nanoTime() - before) / 1e6;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", ended);
    } finally {
      threads.shutdownNow();
      all.forEach(opener::close);
    }
  }
}
