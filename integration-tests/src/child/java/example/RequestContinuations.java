package example;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import scala.concurrent.Await$;
import scala.concurrent.ExecutionContext;
import scala.concurrent.ExecutionContext$;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.concurrent.Promise;
import scala.concurrent.Promise$;
import scala.concurrent.duration.Duration$;

/** Requests whose work libraries resume on threads of their own: coroutines, Scala's futures, Reactor. Arguments: URL, user, password. */
final class RequestContinuations {
  private RequestContinuations() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    context(server, "/default", () -> Coroutines.run(Coroutines.onDefault()));
    context(server, "/io", () -> Coroutines.run(Coroutines.onIo()));
    context(server, "/unconfined", () -> Coroutines.run(Coroutines.onNone()));
    context(server, "/executor", () -> Coroutines.run(Coroutines.onExecutor()));
    context(server, "/global", () -> scala(ExecutionContext$.MODULE$.global()));
    context(
        server,
        "/pool",
        () -> scala(ExecutionContext$.MODULE$.fromExecutor(
            Executors.newSingleThreadExecutor(RequestFanOut.daemon()))));
    context(server, "/elastic", RequestContinuations::elastic);
    Coroutines.listen();
    context(server, "/wakes", Coroutines::wake);
    context(server, "/wakes-too", Coroutines::wake);
    server.setExecutor(Executors.newFixedThreadPool(64, RequestFanOut.daemon()));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private static void context(HttpServer server, String path, RequestFanOut.Work work) {
    server.createContext(path, RequestFanOut.answering(work));
  }

  /** 4, the last of them set off by a thread that works for nobody. */
  private static void scala(ExecutionContext on) throws Exception {
    Promise<Integer> promise = Promise$.MODULE$.apply();
    Future<Integer> first = Future$.MODULE$.apply(RequestFanOut::one, on);
    Future<Integer> third = first
        .map(before -> before + RequestFanOut.one(), on)
        .flatMap(before -> Future$.MODULE$.apply(RequestFanOut::one, on), on);
    Future<Integer> last = promise.future().map(before -> before + RequestFanOut.one(), on);
    new Thread(() -> promise.success(1)).start();
    Await$.MODULE$.result(third, Duration$.MODULE$.create(20, "s"));
    Await$.MODULE$.result(last, Duration$.MODULE$.create(20, "s"));
  }

  /** 3, on two schedulers. */
  private static void elastic() throws Exception {
    CompletableFuture<Integer> done = Mono.fromCallable(RequestFanOut::one)
        .subscribeOn(Schedulers.boundedElastic())
        .publishOn(Schedulers.parallel())
        .map(before -> before + RequestFanOut.one())
        .publishOn(Schedulers.boundedElastic())
        .map(before -> before + RequestFanOut.one())
        .toFuture();
    done.get();
  }
}
