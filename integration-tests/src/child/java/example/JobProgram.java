package example;

import com.sun.net.httpserver.HttpServer;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tasks of a ScheduledExecutorService with round trips of known number; each line that begins with "saw" is what the application observes.
 * Arguments: URL, user, password.
 */
final class JobProgram {
  private static final CountDownLatch POOL_IS_OPEN = new CountDownLatch(1);

  private JobProgram() {}

  public static void main(String[] arguments) throws Exception {
    ScheduledExecutorService jobs = Executors.newScheduledThreadPool(4);
    ScheduledFuture<?> early =
        jobs.scheduleWithFixedDelay(new EarlyJob(), 0, 1, TimeUnit.MILLISECONDS);
    RequestTrips.open(arguments);
    System.out.println("open");
    System.in.read();
    POOL_IS_OPEN.countDown();
    saw("early", early);
    saw("call", jobs.schedule(new CallJob(), 1, TimeUnit.MILLISECONDS));
    saw("lambda", jobs.schedule(() -> RequestTrips.query(1), 0, TimeUnit.MILLISECONDS));
    saw("failing", jobs.scheduleAtFixedRate(new FailingJob(), 0, 1, TimeUnit.MILLISECONDS));
    saw("repeating", jobs.schedule(new RepeatingJob(), 0, TimeUnit.MILLISECONDS));
    saw("idle", jobs.scheduleAtFixedRate(new IdleJob(), 0, 1, TimeUnit.MILLISECONDS));
    cancel(jobs);
    serve(jobs);
    System.out.println("saw left over " + jobs.shutdownNow().size());
    System.out.println("done");
    Thread.currentThread().join();
  }

  private static void saw(String name, ScheduledFuture<?> future) throws InterruptedException {
    String end;
    try {
      end = "returned " + future.get();
    } catch (ExecutionException e) {
      end = "threw " + e.getCause();
    } catch (CancellationException e) {
      end = "was cancelled " + e.getMessage();
    }
    System.out.println(
        "saw " + name + " " + end + " " + future.isDone() + " " + future.isCancelled());
  }

  private static void cancel(ScheduledExecutorService jobs) throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    ScheduledFuture<?> future = jobs.schedule(
        () -> {
          RequestTrips.query(1);
          runs.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            System.out.println("saw the interrupt");
          }
          ended.countDown();
        },
        0,
        TimeUnit.MILLISECONDS);
    runs.await();
    boolean cancelled = future.cancel(true);
    ended.await();
    System.out.println("saw cancel " + cancelled);
    saw("cancelled", future);
  }

  /** A server whose executor this is: the request is one, and no job. */
  private static void serve(ScheduledExecutorService jobs) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(jobs);
    server.createContext("/served", exchange -> {
      RequestTrips.query(2);
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    server.start();
    URL url = new URL("http://127.0.0.1:" + server.getAddress().getPort() + "/served");
    System.out.println(
        "saw status " + ((HttpURLConnection) url.openConnection()).getResponseCode());
    server.stop(0);
  }

  /** Handed in before the driver is seen; ends by failing on its second run with a round trip. */
  private static final class EarlyJob implements Runnable {
    private int runs;

    @Override
    public void run() {
      if (POOL_IS_OPEN.getCount() == 0) {
        RequestTrips.query(1);
        runs++;
        if (runs == 2) {
          throw new IllegalStateException("early ends");
        }
      }
    }
  }

  private static final class CallJob implements Callable<Integer> {
    @Override
    public Integer call() {
      RequestTrips.query(3);
      return 42;
    }
  }

  private static final class FailingJob implements Runnable {
    private final AtomicInteger runs = new AtomicInteger();

    @Override
    public void run() {
      RequestTrips.query(1);
      if (runs.incrementAndGet() == 3) {
        throw new IllegalStateException("third run");
      }
    }
  }

  private static final class RepeatingJob implements Runnable {
    @Override
    public void run() {
      RequestTrips.query(6);
    }
  }

  private static final class IdleJob implements Runnable {
    private int runs;

    @Override
    public void run() {
      runs++;
      if (runs == 50) {
        throw new IllegalStateException("idle ends");
      }
    }
  }
}
