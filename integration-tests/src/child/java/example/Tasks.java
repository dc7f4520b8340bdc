package example;

import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What requests and jobs hand to other threads. */
final class Tasks {
  /** Few threads, shared by all, so that each has tasks of many of them. */
  static final ExecutorService THREADS = Executors.newFixedThreadPool(4, task -> {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  });

  /** How many jobs or messages are there at once. */
  static final int CROWD = 64;

  /** The tests know the sum of their round trips, from the same numbers. */
  private static final int[] TRIPS = new Random(10).ints(CROWD, 1, 6).toArray();

  private Tasks() {}

  /** Has this done so many times at once, and waits. */
  static void fanOut(int times, Callable<?> task) {
    try {
      for (Future<?> done : THREADS.invokeAll(Collections.nCopies(times, task))) {
        done.get();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** One of a crowd: a round trip of its own and none to four of tasks, at random. */
  static void oneOfCrowd(int number) {
    RequestTrips.query(1);
    RequestTrips.fanOut(TRIPS[number] - 1);
  }
}
