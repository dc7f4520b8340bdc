package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Requests of the JDK's HTTP server that hand their work to other threads. Arguments: URL, user, password. */
final class RequestFanOut {
  /** Few threads, shared by all requests, so that each has tasks of many of them. */
  private static final ExecutorService POOL = Executors.newFixedThreadPool(3, daemon());

  private static final ExecutorService OTHER = Executors.newCachedThreadPool(daemon());
  private static final ScheduledExecutorService TIMER =
      Executors.newScheduledThreadPool(2, daemon());

  private static final AtomicInteger FORGOTTEN = new AtomicInteger();
  private static final ExecutorService SINGLE = Executors.newSingleThreadExecutor(daemon());

  /** What waits for it runs after its request has ended. */
  private static volatile CompletableFuture<Void> gate = new CompletableFuture<>();

  private static volatile CompletableFuture<?> lateWork = gate;

  interface Work {
    void run() throws Exception;
  }

  private RequestFanOut() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/submit", answering(RequestFanOut::submit));
    server.createContext("/execute", answering(RequestFanOut::execute));
    server.createContext("/future", answering(RequestFanOut::future));
    server.createContext("/stages", answering(RequestFanOut::stages));
    server.createContext("/parallel", answering(RequestFanOut::parallel));
    server.createContext("/forks", answering(() -> new Halves(4).invoke()));
    server.createContext("/nested", answering(RequestFanOut::nested));
    server.createContext("/now", answering(RequestFanOut::now));
    server.createContext("/mixed", answering(RequestFanOut::mixed));
    server.createContext("/attached", answering(RequestFanOut::attached));
    server.createContext("/plain", answering(() -> RequestTrips.query(1)));
    server.createContext("/virtual", answering(RequestFanOut::virtual));
    server.createContext("/later", answering(RequestFanOut::later));
    RequestTrips.openOnDemand(arguments, daemon());
    server.createContext("/opens", answering(RequestTrips::onDemand));
    server.createContext("/outlived", answering(RequestFanOut::outlived));
    server.createContext("/release", answering(RequestFanOut::release));
    server.createContext("/forgets", answering(RequestFanOut::forgets));
    server.setExecutor(Executors.newFixedThreadPool(64, daemon()));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  static java.util.concurrent.ThreadFactory daemon() {
    return task -> {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    };
  }

  static com.sun.net.httpserver.HttpHandler answering(Work work) {
    return exchange -> answer(exchange, work);
  }

  private static void answer(HttpExchange exchange, Work work) throws IOException {
    int status = 200;
    try {
      work.run();
    } catch (Exception e) {
      e.printStackTrace();
      status = 500;
    }
    // A body: without one Java 11's server closes connections that it has not answered.
    exchange.sendResponseHeaders(status, 1);
    exchange.getResponseBody().write('.');
    exchange.close();
  }

  /** 3. */
  private static void submit() throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>(Collections.nCopies(3, RequestFanOut::one));
    for (Future<Integer> done : POOL.invokeAll(tasks)) {
      done.get();
    }
  }

  static int one() {
    RequestTrips.query(1);
    return 1;
  }

  /** 2. */
  private static void execute() throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      POOL.execute(() -> {
        RequestTrips.query(1);
        done.countDown();
      });
    }
    done.await();
  }

  /** 2, on the common pool. */
  private static void future() throws Exception {
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(RequestFanOut::one);
    CompletableFuture<Integer> second = CompletableFuture.supplyAsync(RequestFanOut::one);
    first.get();
    second.get();
  }

  /** 3, each stage handed on by the thread of the one before. */
  private static void stages() throws Exception {
    CompletableFuture.supplyAsync(RequestFanOut::one, POOL)
        .thenApplyAsync(before -> before + one(), OTHER)
        .thenApplyAsync(before -> before + one())
        .get();
  }

  /** 4. */
  private static void parallel() {
    IntStream.range(0, 4).parallel().forEach(i -> RequestTrips.query(1));
  }

  /** 4. */
  private static final class Halves extends RecursiveAction {
    private static final long serialVersionUID = 1;

    private final int trips;

    Halves(int trips) {
      this.trips = trips;
    }

    @Override
    protected void compute() {
      if (trips == 1) {
        RequestTrips.query(1);
      } else {
        invokeAll(new Halves(trips / 2), new Halves(trips - trips / 2));
      }
    }
  }

  /** 3: a task hands out another one, and goes on. */
  private static void nested() throws Exception {
    OTHER
        .submit(() -> {
          Future<Integer> inner = OTHER.submit(RequestFanOut::one);
          RequestTrips.query(1);
          inner.get();
          RequestTrips.query(1);
          return 0;
        })
        .get();
  }

  /** 1, of a scheduler that is to run it at once. */
  private static void now() throws Exception {
    TIMER.submit(RequestFanOut::one).get();
  }

  /** 3: the thread's own and a task's. */
  private static void mixed() throws Exception {
    Future<Integer> task = POOL.submit(RequestFanOut::one);
    RequestTrips.query(2);
    task.get();
  }

  /** 1, handed to its executor by a thread that works for nobody. */
  private static void attached() throws Exception {
    CompletableFuture<Integer> before = new CompletableFuture<>();
    CompletableFuture<Integer> stage = before.thenApplyAsync(value -> one(), POOL);
    new Thread(() -> before.complete(1)).start();
    stage.get();
  }

  /** 2; since Java 21. */
  private static void virtual() throws Exception {
    ExecutorService threads = RequestJdkServer.virtualThreads();
    Future<Integer> first = threads.submit(RequestFanOut::one);
    // Of a thread that does nothing else.
    Future<Integer> second =
        threads.submit(() -> threads.submit(RequestFanOut::one).get());
    first.get();
    second.get();
    threads.shutdown();
  }

  /** 1, and three when it is over; one more of a task that such a task hands out. */
  private static void outlived() {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    gate = opened;
    CompletableFuture<?> begun = CompletableFuture.supplyAsync(
        () -> {
          opened.join();
          return one();
        },
        SINGLE);
    CompletableFuture<Integer> queued = new CompletableFuture<>();
    SINGLE.execute(() -> {
      one();
      POOL.execute(() -> queued.complete(one()));
    });
    CompletableFuture<?> attached = opened.thenApplyAsync(nothing -> one(), POOL);
    lateWork = CompletableFuture.allOf(begun, queued, attached);
    RequestTrips.query(1);
  }

  /** None of its own. */
  private static void release() throws Exception {
    System.gc();
    // On a thread that works for nobody.
    new Thread(() -> gate.complete(null)).start();
    lateWork.get();
  }

  /** 1, and one that may be done before the request has ended or not. */
  private static void forgets() {
    int number = FORGOTTEN.incrementAndGet();
    OTHER.execute(() -> {
      pause(number % 12);
      RequestTrips.query(1);
    });
    RequestTrips.query(1);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 1, and one that is not done before the request has its answer. */
  private static void later() {
    TIMER.schedule(RequestFanOut::one, 300, TimeUnit.MILLISECONDS);
    RequestTrips.query(1);
  }
}
