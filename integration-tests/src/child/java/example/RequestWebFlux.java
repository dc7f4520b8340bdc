package example;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** Spring WebFlux on Reactor Netty, with a route of Reactor Netty's own beside it. Arguments: URL, user, password, protocols. */
final class RequestWebFlux {
  private static volatile int port;

  private RequestWebFlux() {}

  public static void main(String[] arguments) {
    RequestTrips.open(arguments);
    Schedulers.onScheduleHook("own", RequestWebFlux::seen);
    AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(Application.class);
    ReactorHttpHandlerAdapter webFlux = new ReactorHttpHandlerAdapter(
        WebHttpHandlerBuilder.applicationContext(context).build());
    HttpServer http = HttpServer.create().host("127.0.0.1").port(0);
    if (arguments.length > 3) {
      http = http.protocol(HttpProtocol.HTTP11, HttpProtocol.H2C);
    }
    DisposableServer server = http.route(routes -> routes
            .get("/raw/{id}", (request, response) -> response.sendString(elastic(1)))
            .route(any -> true, webFlux))
        .bindNow();
    port = server.port();
    System.out.println("listening on " + port);
    server.onDispose().block();
  }

  /** As a hook that knows its tasks. */
  private static Runnable seen(Runnable task) {
    if (task.getClass().getName().startsWith("io.tripmeter.")) {
      System.out.println("a task of the agent's");
    }
    return task;
  }

  static Mono<String> elastic(int trips) {
    return Mono.fromCallable(() -> query(trips)).subscribeOn(Schedulers.boundedElastic());
  }

  private static String query(int trips) {
    RequestTrips.query(trips);
    return "x";
  }

  @Configuration
  @EnableWebFlux
  static class Application {
    @Bean
    public Orders orders() {
      return new Orders();
    }

    @Bean
    public RouterFunction<ServerResponse> functions() {
      return RouterFunctions.route()
          .GET("/function/{id}", request -> ServerResponse.ok().body(elastic(2), String.class))
          .build();
    }
  }

  /** The number in a path is that of its round trips. */
  @RestController
  static class Orders {
    @GetMapping("/orders/{trips}")
    public Mono<String> order(@PathVariable("trips") int trips) {
      return elastic(trips);
    }

    @GetMapping("/one-by-one/{trips}")
    public Mono<String> oneByOne(@PathVariable("trips") int trips) {
      return Flux.range(0, trips).concatMap(i -> elastic(1)).collectList().map(Object::toString);
    }

    @GetMapping("/at-once/{trips}")
    public Mono<String> atOnce(@PathVariable("trips") int trips) {
      return Flux.range(0, trips).flatMap(i -> elastic(1)).collectList().map(Object::toString);
    }

    @GetMapping("/delayed/{trips}")
    public Mono<String> delayed(@PathVariable("trips") int trips) {
      return Mono.delay(Duration.ofMillis(10)).flatMap(now -> elastic(trips));
    }

    @GetMapping("/published/{trips}")
    public Mono<String> published(@PathVariable("trips") int trips) {
      return Flux.range(0, trips)
          .publishOn(Schedulers.boundedElastic())
          .map(i -> query(1))
          .collectList()
          .map(Object::toString);
    }

    @GetMapping("/parallel/{trips}")
    public Mono<String> parallel(@PathVariable("trips") int trips) {
      return Flux.range(0, trips)
          .parallel(4)
          .runOn(Schedulers.boundedElastic())
          .map(i -> query(1))
          .sequential()
          .collectList()
          .map(Object::toString);
    }

    @GetMapping("/future/{trips}")
    public Mono<String> future(@PathVariable("trips") int trips) {
      return Mono.fromFuture(() -> CompletableFuture.supplyAsync(() -> query(trips)));
    }

    @GetMapping("/here/{trips}")
    public Mono<String> here(@PathVariable("trips") int trips) {
      return Mono.just(query(trips));
    }

    /** Asks another service, this one, and works on when it has answered. */
    @GetMapping("/calls/{trips}")
    public Mono<String> calls(@PathVariable("trips") int trips) {
      return HttpClient.create()
          .get()
          .uri("http://127.0.0.1:" + port + "/orders/1")
          .responseContent()
          .aggregate()
          .asString()
          .flatMap(answer -> elastic(trips));
    }

    @PostMapping("/bodies/{trips}")
    public Mono<String> body(@PathVariable("trips") int trips, @RequestBody Mono<String> body) {
      return body.flatMap(text -> elastic(trips)).map(x -> "read");
    }

    @GetMapping("/fails/{trips}")
    public Mono<String> fails(@PathVariable("trips") int trips) {
      return elastic(trips).flatMap(x -> Mono.error(new IllegalStateException("as asked for")));
    }

    @GetMapping(value = "/rows/{trips}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public Flux<String> rows(@PathVariable("trips") int trips) {
      return Flux.range(0, trips).concatMap(i -> elastic(1));
    }

    /** Begins to answer and never ends. */
    @GetMapping(value = "/hangs/{trips}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public Flux<String> hangs(@PathVariable("trips") int trips) {
      return elastic(trips).concatWith(Mono.never());
    }
  }
}
