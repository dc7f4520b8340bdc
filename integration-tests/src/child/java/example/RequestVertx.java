package example;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** vertx-web, whose paths end in the number of round trips that a request makes. Arguments: URL, user, password. */
final class RequestVertx {
  private static volatile int port;

  private RequestVertx() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    Vertx vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    router.route().handler(RoutingContext::next);
    router.get("/blocking/:trips").handler(RequestVertx::blocking);
    router.get("/unordered/:trips").handler(RequestVertx::unordered);
    router.get("/one-by-one/:trips").handler(RequestVertx::oneByOne);
    router.get("/at-once/:trips").handler(RequestVertx::atOnce);
    router.get("/handled/:trips").blockingHandler(RequestVertx::here);
    router.get("/here/:trips").handler(RequestVertx::here);
    router.get("/delayed/:trips").handler(RequestVertx::delayed);
    router.get("/future/:trips").handler(RequestVertx::future);
    router.get("/calls/:trips").handler(RequestVertx::calls);
    router.getWithRegex("/pattern/[0-9]+").handler(context -> answer(context, 0));
    router.get("/fails/:trips").handler(RequestVertx::fails);
    router.get("/hangs/:trips").handler(RequestVertx::hangs);
    router.post("/bodies/:trips").handler(RequestVertx::body);
    router.post("/forms/:trips").handler(RequestVertx::form);
    Router shop = Router.router(vertx);
    shop.get("/items/:id").handler(context -> answer(context, 2));
    router.route("/shop/*").subRouter(shop);
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    CompletableFuture<Integer> listens = new CompletableFuture<>();
    server.listen(0, "127.0.0.1").onSuccess(up -> listens.complete(up.actualPort()));
    port = listens.get();
    System.out.println("listening on " + port);
  }

  private static int trips(RoutingContext context) {
    return Integer.parseInt(context.pathParam("trips"));
  }

  private static Callable<String> query(int trips) {
    return () -> {
      RequestTrips.query(trips);
      return "x";
    };
  }

  private static void end(RoutingContext context, Future<?> work) {
    work.onSuccess(done -> context.response().end("x")).onFailure(context::fail);
  }

  private static void answer(RoutingContext context, int trips) {
    end(context, context.vertx().executeBlocking(query(trips)));
  }

  private static void blocking(RoutingContext context) {
    answer(context, trips(context));
  }

  private static void unordered(RoutingContext context) {
    end(context, context.vertx().executeBlocking(query(trips(context)), false));
  }

  private static void oneByOne(RoutingContext context) {
    Future<String> work = Future.succeededFuture("x");
    for (int i = 0; i < trips(context); i++) {
      work = work.compose(before -> context.vertx().executeBlocking(query(1)));
    }
    end(context, work);
  }

  private static void atOnce(RoutingContext context) {
    List<Future<String>> all = new ArrayList<>();
    for (int i = 0; i < trips(context); i++) {
      all.add(context.vertx().executeBlocking(query(1), false));
    }
    end(context, Future.all(all));
  }

  private static void here(RoutingContext context) {
    RequestTrips.query(trips(context));
    context.response().end("x");
  }

  private static void delayed(RoutingContext context) {
    context.vertx().setTimer(10, timer -> answer(context, trips(context)));
  }

  private static void future(RoutingContext context) {
    int trips = trips(context);
    CompletableFuture.runAsync(() -> RequestTrips.query(trips))
        .thenRun(() -> context.response().end("x"));
  }

  /** Asks another service, this one, and works on when it has answered. */
  private static void calls(RoutingContext context) {
    client(context.vertx())
        .request(HttpMethod.GET, port, "127.0.0.1", "/blocking/1")
        .compose(request -> request.send())
        .compose(response -> response.body())
        .onSuccess(body -> answer(context, trips(context)))
        .onFailure(context::fail);
  }

  /** What the method returns is a subclass since Vert.x 5. */
  private static HttpClient client(Vertx vertx) {
    try {
      return (HttpClient) Vertx.class.getMethod("createHttpClient").invoke(vertx);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fails(RoutingContext context) {
    context
        .vertx()
        .executeBlocking(query(trips(context)))
        .onSuccess(done -> context.fail(new IllegalStateException("as asked for")));
  }

  /** Begins to answer and never ends. */
  private static void hangs(RoutingContext context) {
    context.response().setChunked(true);
    context
        .vertx()
        .executeBlocking(query(trips(context)))
        .onSuccess(done -> context.response().write("data:x"));
  }

  private static void body(RoutingContext context) {
    context.request().bodyHandler(body -> answer(context, trips(context)));
  }

  /** Of a form with a field that is too long: the connection stays open for the answer. */
  private static void form(RoutingContext context) {
    context.request().setExpectMultipart(true).exceptionHandler(wrong -> {
      context.response().setStatusCode(400);
      answer(context, trips(context));
    });
  }
}
