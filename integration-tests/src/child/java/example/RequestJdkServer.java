package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server. Arguments: URL, user, password, and "virtual" for virtual threads. */
final class RequestJdkServer {
  private RequestJdkServer() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/one", exchange -> answer(exchange, 1));
    server.createContext("/api/two/", exchange -> answer(exchange, 2));
    server.createContext("/", exchange -> answer(exchange, 3));
    server.createContext("/fan/", exchange -> {
      RequestTrips.fanOut(exchange.getRequestURI().getPath());
      answer(exchange, 0);
    });
    server.createContext("/fails", exchange -> {
      RequestTrips.query(1);
      throw new IllegalStateException("as asked for");
    });
    server
        .createContext("/filtered", exchange -> answer(exchange, 2))
        .getFilters()
        .add(filter());
    server.setExecutor(
        arguments.length > 3 ? virtualThreads() : Executors.newFixedThreadPool(64, daemon()));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private static com.sun.net.httpserver.Filter filter() {
    return new com.sun.net.httpserver.Filter() {
      @Override
      public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        RequestTrips.query(1);
        chain.doFilter(exchange);
      }

      @Override
      public String description() {
        return "asks the database first";
      }
    };
  }

  private static java.util.concurrent.ThreadFactory daemon() {
    return task -> {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Since Java 21. */
  static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static void answer(HttpExchange exchange, int trips) throws IOException {
    if (trips > 0) {
      RequestTrips.query(trips);
    }
    byte[] body = Thread.currentThread().toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
