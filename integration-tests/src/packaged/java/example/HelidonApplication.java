package example;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Helidon SE. Arguments: URL, user, password. */
public final class HelidonApplication {
  private HelidonApplication() {}

  public static void main(String[] arguments) {
    Trips.open(arguments);
    WebServer server =
        WebServer.builder().port(0).routing(HelidonApplication::route).build().start();
    System.out.println("listening on " + server.port());
  }

  private static void route(HttpRouting.Builder routing) {
    routing
        .addFilter((chain, request, response) -> {
          if (request.path().path().startsWith("/filtered")) {
            Trips.query(1);
          }
          chain.proceed();
        })
        .get("/orders/{id}", (request, response) -> {
          Trips.query(1);
          response.send("one");
        })
        .get("/filtered/{id}", (request, response) -> {
          Trips.query(2);
          response.send("filtered");
        })
        .get("/fan/{tasks}", (request, response) -> {
          Trips.fan(Integer.parseInt(request.path().pathParameters().get("tasks")));
          response.send("fanned out");
        })
        .get("/virtual/{tasks}", (request, response) -> {
          try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0;
                i < Integer.parseInt(request.path().pathParameters().get("tasks"));
                i++) {
              threads.submit(() -> Trips.query(1));
            }
          }
          response.send("fanned out");
        })
        .get("/fails/{id}", (request, response) -> {
          Trips.query(1);
          throw new IllegalStateException("as asked for");
        })
        .register("/shops/{shop}", HelidonApplication::items)
        .register("/users/{id}", HelidonApplication::orders)
        .register("/any/*", HelidonApplication::orders);
  }

  private static void items(HttpRules rules) {
    rules.get("/items/{item}", (request, response) -> {
      Trips.query(3);
      response.send("item");
    });
  }

  private static void orders(HttpRules rules) {
    rules.get("/orders/{id}", (request, response) -> {
      Trips.query(1);
      response.send("order");
    });
  }
}
